import type { Author } from "@/lib/audit/author";
import type { Role } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";

const isOfMaker = (author: Author, roles: readonly Role[]): boolean =>
  author.kind === "user" &&
  author.organisation.kind === "maker" &&
  roles.some((role) => author.roles.includes(role));

/** Whether an author records what a rider told staff: privacy officers. */
export const mayRecordForRiders = (author: Author): boolean => isOfMaker(author, ["privacy"]);

/** Whether an author sees the ledger as a whole. */
export const maySeeLedger = (author: Author): boolean => isOfMaker(author, ["privacy", "admin"]);

/** Whether an author sees what one rider agreed to; support does, to tell the rider. */
export const maySeeConsents = (author: Author): boolean => isOfMaker(author, ["privacy", "admin", "support"]);

/** Whether an author has the chain of the ledger checked. */
export const mayCheckLedger = (author: Author): boolean => author.kind === "console" || maySeeLedger(author);

/** Whether an author has it looked whether purged rides are gone. */
export const mayAskForChecks = (author: Author): boolean =>
  author.kind === "console" || isOfMaker(author, ["privacy"]);

/** @throws AppError `forbidden` unless `may`. */
export function requireRight(author: Author, may: (author: Author) => boolean): void {
  if (!may(author)) throw new AppError("forbidden", "Your roles do not cover this.");
}
