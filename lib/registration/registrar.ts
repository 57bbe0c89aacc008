import { tenantOf } from "@/lib/audit/as-author";
import { type Author, requireMaker } from "@/lib/audit/author";
import { AppError } from "@/lib/errors";

/**
 * Lets pass who registers bikes: people of an OEM with role oem, its API clients with scope register, and for any OEM the
 * maker's administrators and stewards, and the console.
 * @throws AppError `forbidden` for all others.
 */
export function requireRegistrar(author: Author): void {
  if (mayRegister(author)) return;
  throw new AppError("forbidden", "Expected role oem of an OEM, or a client of one with scope register.");
}

/**
 * Lets pass who keeps what belongs to no OEM: the maker's administrators and stewards, and the console.
 * @throws AppError `forbidden`.
 */
export function requireMakersRegistrar(author: Author): void {
  if (tenantOf(author) === null && mayRegister(author)) return;
  throw new AppError("forbidden", "Expected role admin or steward of the maker.");
}

/**
 * Lets pass who tells what component plants made: the above, and the maker's API clients with scope produce.
 * @throws AppError `forbidden`.
 */
export function requireProducer(author: Author): void {
  const client = author.kind === "api-client" ? author.client : null;
  if (client?.organisationKind === "maker" && client.scopes.includes("produce")) return;
  requireMakersRegistrar(author);
}

function mayRegister(author: Author): boolean {
  switch (author.kind) {
    case "console":
      return true;
    case "user":
      return author.organisation.kind === "maker"
        ? author.roles.some((role) => role === "admin" || role === "steward")
        : author.organisation.kind === "oem" && author.roles.includes("oem");
    case "api-client":
      return author.client.organisationKind === "oem" && author.client.scopes.includes("register");
  }
}

/** Lets pass who sees plants, models and files: who registers, and the maker's support. @throws AppError `forbidden`. */
export function requireReader(author: Author): void {
  if (!mayRegister(author)) requireMaker(author, "support");
}

/**
 * The OEM that something is made for: an OEM's people and clients make for their own, the maker's say for which.
 * @throws AppError `forbidden` (another one), `invalid` (the maker named none).
 */
export function oemFor(author: Author, named: string | undefined): string {
  const tenant = tenantOf(author);
  if (tenant !== null && named !== undefined && named !== tenant)
    throw new AppError("forbidden", "Expected your own organisation.");
  const oemId = tenant ?? named;
  if (oemId === undefined) throw new AppError("invalid", "oemId: expected the OEM's id.");
  return oemId;
}
