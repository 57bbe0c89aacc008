import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { forgetUser } from "./current-user";
import { isAdministrator } from "./is-administrator";
import { keepAnAdministrator } from "./keep-an-administrator";
import { lockUser } from "./lock-user";

export const DisableUserInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Ends a user's access; sessions that are open lose it within a minute. Disabling twice changes nothing.
 * @throws AppError `forbidden`, `invalid` (nobody disables themselves), `conflict` (nor the last administrator),
 *   `not-found`.
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
    const user = await lockUser(transaction, id);
    if (user.disabledAt !== null) return;
    // Whoever is at the console makes the next administrator there.
    if (author.kind !== "console" && (await isAdministrator(transaction, user)))
      await keepAnAdministrator(transaction, id);
    await transaction.update(users).set({ disabledAt: new Date() }).where(eq(users.id, id));
    await record(transaction, { author, verb: "disable-user", subject: `user:${id}`, reason });
  });
  forgetUser(id);
}
