import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { lockOrganisation } from "./lock-organisation";

export const ReopenOrganisationInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Gives the people and API clients of a closed organisation the access that they had, within a minute; those who were
 * disabled or revoked stay so. Opening twice changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function reopenOrganisation(
  author: Author,
  input: z.input<typeof ReopenOrganisationInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(ReopenOrganisationInput, input);
  await db.transaction(async (transaction) => {
    const { name, closedAt } = await lockOrganisation(transaction, id);
    if (closedAt === null) return;
    await transaction.update(organisations).set({ closedAt: null }).where(eq(organisations.id, id));
    const details = { name, closedSince: closedAt.toISOString() };
    const subject = `organisation:${id}`;
    await record(transaction, { author, verb: "reopen-organisation", subject, reason, details });
  });
}
