import type { Author } from "@/lib/audit/author";
import { AppError } from "@/lib/errors";

/** Whether an author may have erased or handed out what is held of a rider: privacy officers of the maker, and the console. */
const mayErase = (author: Author): boolean =>
  author.kind === "console" ||
  (author.kind === "user" && author.organisation.kind === "maker" && author.roles.includes("privacy"));

/** @throws AppError `forbidden`. */
export function requireEraser(author: Author): void {
  if (!mayErase(author)) throw new AppError("forbidden", "Expected role privacy of the maker.");
}
