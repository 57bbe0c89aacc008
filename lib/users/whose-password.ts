import type { Author } from "@/lib/audit/author";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { accountById } from "./find-account";

/** By whom somebody's password was chosen: themselves, or an administrator; `none` who sign in elsewhere. */
export type WhosePassword = "own" | "given" | "none";

/** Whose choice the password is by which the author signs in. @throws AppError `unavailable`. */
export async function whosePassword(author: Author, db: Database = database()): Promise<WhosePassword> {
  const account = author.kind === "user" ? await asking(() => accountById(author.id, db)) : null;
  if (!account || account.passwordHash === null) return "none";
  return account.passwordGivenAt === null ? "own" : "given";
}
