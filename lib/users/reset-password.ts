import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { lockUser } from "./lock-user";
import { makePassword } from "./make-password";
import { hashOfPassword } from "./password";

export const ResetPasswordInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Gives a user a new password, which is returned here and never again; the old one opens nothing more, and they are
 * asked to choose their own. Sessions that are open stay so: to end them, disable the user.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (they sign in by an identity provider).
 */
export async function resetPassword(
  author: Author,
  input: z.input<typeof ResetPasswordInput>,
  db: Database = database(),
): Promise<string> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(ResetPasswordInput, input);
  const password = makePassword();
  const passwordHash = await hashOfPassword(password);
  await db.transaction(async (transaction) => {
    const user = await lockUser(transaction, id);
    if (user.passwordHash === null)
      throw new AppError("conflict", "They sign in by an identity provider and have no password here.");
    await transaction
      .update(users)
      .set({ passwordHash, passwordGivenAt: new Date() })
      .where(eq(users.id, id));
    await record(transaction, { author, verb: "reset-password", subject: `user:${id}`, reason });
  });
  return password;
}
