import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

export const DisableUserInput = z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(500) });

/**
 * Ends a user's access; sessions that are open lose it within a minute. Disabling twice changes nothing.
 * @throws AppError `forbidden`, `invalid` (nobody disables themselves), `not-found`.
 */
export async function disableUser(
  author: Author,
  input: z.input<typeof DisableUserInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(DisableUserInput, input);
  if (author.kind === "user" && author.id === id)
    throw new AppError("invalid", "Expected another user: nobody disables themselves.");
  await db.transaction(async (transaction) => {
    const disabled = await transaction
      .update(users)
      .set({ disabledAt: new Date() })
      .where(and(eq(users.id, id), isNull(users.disabledAt)))
      .returning({ id: users.id });
    if (disabled.length > 0)
      await record(transaction, { author, verb: "disable-user", subject: `user:${id}`, reason });
    else if ((await transaction.select().from(users).where(eq(users.id, id))).length === 0)
      throw new AppError("not-found", `No user has the id ${id}.`);
  });
}
