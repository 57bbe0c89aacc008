import { createHash } from "node:crypto";
import { addressBlock } from "./address-block";
import type { PACES } from "./sign-in-pace";

export interface Subject {
  readonly kind: keyof typeof PACES;
  /** SHA-256, hexadecimal: neither e-mail addresses nor addresses are kept in the clear. */
  readonly subject: string;
}

/** What an attempt is counted for, in the order in which all processes lock the rows. */
export function subjectsOf(email: string, address: string): readonly Subject[] {
  const account = email.trim().toLowerCase();
  const block = addressBlock(address);
  return [
    subjectOf("address", block),
    subjectOf("accountAtAddress", account, block),
    subjectOf("account", account),
  ];
}

const subjectOf = (kind: Subject["kind"], ...names: string[]): Subject => ({
  kind,
  subject: createHash("sha256")
    .update(JSON.stringify([kind, ...names]))
    .digest("hex"),
});
