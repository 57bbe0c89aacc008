import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { users } from "@/lib/db/schema";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { accountById } from "./find-account";
import { lockUser } from "./lock-user";
import { NewPassword } from "./new-password";
import { hashOfPassword } from "./password";
import { signInWithPassword } from "./sign-in-with-password";

export const ChangePasswordInput = z
  .object({
    /** The one until now. */
    current: z.string().min(1, "expected the password until now"),
    password: NewPassword,
    /** Where they are, as for signing in: who tries too often waits. */
    address: z.string(),
  })
  .refine(({ current, password }) => current !== password, {
    path: ["password"],
    error: "expected another password than the one until now",
  });

/**
 * Gives somebody the password that they chose themselves; the one until now opens nothing more. Sessions that are open
 * stay so.
 * @throws AppError `forbidden`, `invalid`, `rate-limited` (as signing in is), `conflict` (they sign in by an identity
 *   provider, or it was changed at the same time), `unavailable`.
 */
export async function changePassword(
  author: Author,
  input: z.input<typeof ChangePasswordInput>,
  db: Database = database(),
): Promise<void> {
  if (author.kind !== "user") throw new AppError("forbidden", "Expected a person.");
  const { current, password, address } = parseInput(ChangePasswordInput, input);
  const before = (await asking(() => accountById(author.id, db)))?.passwordHash ?? null;
  if (before === null)
    throw new AppError("conflict", "You sign in by an identity provider and have no password here.");
  await requireCurrent(author, { password: current, address }, db);
  const passwordHash = await hashOfPassword(password);
  await db.transaction(async (transaction) => {
    const user = await lockUser(transaction, author.id);
    if (user.passwordHash !== before)
      throw new AppError("conflict", "The password was changed in the meantime. Sign in again.");
    await transaction
      .update(users)
      .set({ passwordHash, passwordGivenAt: null })
      .where(eq(users.id, author.id));
    await record(transaction, { author, verb: "change-password", subject: `user:${author.id}` });
  });
}

/** A session alone does not do: it may be somebody else's who sits at an open screen. */
async function requireCurrent(
  { id, email }: UserActor,
  typed: { readonly password: string; readonly address: string },
  db: Database,
): Promise<void> {
  const tried = await signInWithPassword({ email, ...typed }, db);
  if (tried.kind === "slow-down") {
    const { retryAfterSeconds } = tried;
    throw new AppError("rate-limited", `Too many attempts: try again in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }
  if (tried.kind === "refused" || tried.userId !== id) {
    const fields = { current: "expected the password until now, got another" };
    throw new AppError("invalid", `current: ${fields.current}`, { data: { fields } });
  }
}
