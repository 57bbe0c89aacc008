import type { Author } from "@/lib/audit/author";
import { AppError } from "@/lib/errors";

/** Lets pass the maker's stewards and administrators, and the console. @throws AppError `forbidden`. */
export function requireSteward(author: Author): void {
  if (author.kind === "console") return;
  const isSteward =
    author.kind === "user" &&
    author.organisation.kind === "maker" &&
    (author.roles.includes("steward") || author.roles.includes("admin"));
  if (!isSteward) throw new AppError("forbidden", "Expected role steward or admin of the maker.");
}
