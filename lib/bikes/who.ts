import type { Author } from "@/lib/audit/author";
import type { Role } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";

const isOfMaker = (author: Author, roles: readonly Role[]): boolean =>
  author.kind === "console" ||
  (author.kind === "user" &&
    author.organisation.kind === "maker" &&
    roles.some((role) => author.roles.includes(role)));

const isOem = (author: Author): boolean =>
  author.kind === "user" && author.organisation.kind === "oem" && author.roles.includes("oem");

/** Whether an author changes what a bike is made of and decides on corrections: its OEM, stewards, administrators. */
export const maySwap = (author: Author): boolean => isOem(author) || isOfMaker(author, ["steward", "admin"]);

/** Whether an author says whose a bike is: the maker's administrators, stewards and support. */
export const mayAssign = (author: Author): boolean => isOfMaker(author, ["admin", "steward", "support"]);

/** Whether an author proposes corrections and opens cases: the maker's support, stewards and administrators. */
export const maySupport = (author: Author): boolean => isOfMaker(author, ["support", "steward", "admin"]);

const WORK_WITH_BIKES: readonly Role[] = ["operator", "support", "platform", "admin"];

/** Whether an author sees records of bikes: the OEM's people, a fleet's, and those of the maker who work with bikes. */
export const maySeeRecord = (author: Author): boolean =>
  isOem(author) || isOfMaker(author, ["steward"]) || worksWithBikes(author);

const worksWithBikes = (author: Author): boolean =>
  author.kind === "console" ||
  (author.kind === "user" && WORK_WITH_BIKES.some((role) => author.roles.includes(role)));

/** Whether an author asks if a bike can be used: apps and services that read, support, and people of OEMs. */
export const mayAskActivation = (author: Author): boolean => {
  if (author.kind === "console") return true;
  if (author.kind === "api-client") return author.client.scopes.includes("read");
  return author.roles.includes("support") || author.roles.includes("oem");
};

/** Whether an author sees who looked at where a bike was. */
export const maySeeOpenings = (author: Author): boolean => isOfMaker(author, ["privacy", "admin", "support"]);

/** @throws AppError `forbidden` unless `may`. */
export function requireRight(author: Author, may: (author: Author) => boolean): void {
  if (!may(author)) throw new AppError("forbidden", "Your roles do not cover this.");
}
