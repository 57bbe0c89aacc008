import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { breaks } from "@/lib/db/faults";
import { riderIssuers } from "@/lib/db/schema-riders";
import { AppError } from "@/lib/errors";
import { lockOrganisation } from "@/lib/users/lock-organisation";
import { findIssuer } from "./find-issuer";
import { addressFault } from "./keys/address-allowed";
import type { RiderIssuer } from "./rider-issuer";

/** Of a token: most issuers give them for an hour at most. */
const MOST_AGE_SECONDS = { least: 60, usual: 3_600, most: 86_400 };

/** An address that is kept as it was given: tokens name it to the character. */
const address = (isLocal: boolean) =>
  z.string().superRefine((text, context) => {
    const message = addressFault(text, isLocal);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

const inputIn = (isLocal: boolean) =>
  z.object({
    organisationId: z.uuid(),
    issuer: address(isLocal),
    audience: z.string().trim().min(1, "expected a text").max(500, "expected at most 500 characters"),
    keysAddress: address(isLocal),
    claim: z
      .string()
      .trim()
      .min(1, "expected the name of a claim")
      .max(120, "expected at most 120 characters"),
    isRequired: z.boolean(),
    mostAgeSeconds: z
      .int("expected whole seconds")
      .min(MOST_AGE_SECONDS.least, `expected at least ${MOST_AGE_SECONDS.least} seconds`)
      .max(MOST_AGE_SECONDS.most, `expected at most ${MOST_AGE_SECONDS.most} seconds`)
      .default(MOST_AGE_SECONDS.usual),
    reason: Reason,
  });
export type SetIssuerInput = z.input<ReturnType<typeof inputIn>>;

/**
 * Says who signs the tokens of an organisation's riders, in the place of whoever did before. Every process knows within five
 * seconds. The same again changes nothing.
 * @param isLocal whether this is the local stack, in which an issuer may be on this machine.
 * @throws AppError `forbidden`, `invalid`, `not-found` (organisation), `conflict` (another organisation's riders have tokens of
 *   this issuer for this audience).
 */
export async function setIssuer(
  author: Author,
  input: SetIssuerInput,
  isLocal: boolean,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { reason, ...issuer } = parseInput(inputIn(isLocal), input);
  const { organisationId, ...said } = issuer;
  const setting = db.transaction(async (transaction) => {
    await lockOrganisation(transaction, organisationId);
    const before = await findIssuer(organisationId, transaction);
    if (before !== null && isSame(before, issuer)) return;
    const changedAt = new Date();
    await transaction
      .insert(riderIssuers)
      .values({ ...issuer, changedAt })
      .onConflictDoUpdate({ target: riderIssuers.organisationId, set: { ...said, changedAt } });
    const details = { before: before && saidOf(before), after: said };
    const subject = `organisation:${organisationId}`;
    await record(transaction, { author, verb: "set-rider-issuer", subject, reason, details });
  });
  await setting.catch((fault: unknown) => {
    if (!breaks(fault, "rider_tokens_are_of_one_organisation")) throw fault;
    throw new AppError(
      "conflict",
      `issuer, audience: expected a pair that no other organisation has, so that a token is of one organisation's riders; got ${said.issuer} for ${said.audience}, which another has. Have the issuer give this one's app an audience of its own.`,
      { cause: fault },
    );
  });
}

const saidOf = ({ organisationId: _, ...said }: RiderIssuer) => said;

const isSame = (a: RiderIssuer, b: RiderIssuer): boolean =>
  a.issuer === b.issuer &&
  a.audience === b.audience &&
  a.keysAddress === b.keysAddress &&
  a.claim === b.claim &&
  a.isRequired === b.isRequired &&
  a.mostAgeSeconds === b.mostAgeSeconds;
