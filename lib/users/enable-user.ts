import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { forgetUser } from "./current-user";
import { lockUser } from "./lock-user";

export const EnableUserInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Gives a disabled user their access back, with the roles they had. Enabling twice changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function enableUser(
  author: Author,
  input: z.input<typeof EnableUserInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(EnableUserInput, input);
  await db.transaction(async (transaction) => {
    const user = await lockUser(transaction, id);
    if (user.disabledAt === null) return;
    await transaction.update(users).set({ disabledAt: null }).where(eq(users.id, id));
    await record(transaction, { author, verb: "enable-user", subject: `user:${id}`, reason });
  });
  forgetUser(id);
}
