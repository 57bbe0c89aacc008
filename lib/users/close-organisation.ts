import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { lockOrganisation } from "./lock-organisation";

export const CloseOrganisationInput = z.object({ id: z.uuid(), reason: Reason });

/**
 * Ends the access of an organisation's people within a minute and of its API clients within five seconds; nothing of it is
 * removed. Closing twice changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (the maker is not closed).
 */
export async function closeOrganisation(
  author: Author,
  input: z.input<typeof CloseOrganisationInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, reason } = parseInput(CloseOrganisationInput, input);
  await db.transaction(async (transaction) => {
    const { kind, name, closedAt } = await lockOrganisation(transaction, id);
    if (kind === "maker")
      throw new AppError("conflict", "Expected an OEM or a fleet: the maker runs the service.");
    if (closedAt !== null) return;
    await transaction.update(organisations).set({ closedAt: new Date() }).where(eq(organisations.id, id));
    const subject = `organisation:${id}`;
    await record(transaction, { author, verb: "close-organisation", subject, reason, details: { name } });
  });
}
