import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { isTaken } from "@/lib/db/faults";
import { organisations } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { ringForBatches } from "@/lib/registration/batch-bell";
import { entitiesAreDue } from "@/lib/registration/entities-due";
import { CreateOrganisationInput } from "./create-organisation";
import { lockOrganisation } from "./lock-organisation";

export const RenameOrganisationInput = CreateOrganisationInput.pick({ name: true }).extend({
  id: z.uuid(),
  reason: Reason,
});

/**
 * Gives an organisation another name; what it has stays its own, and its bikes, made or kept, say the new name soon after. The
 * name it has already changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (name is taken).
 */
export async function renameOrganisation(
  author: Author,
  input: z.input<typeof RenameOrganisationInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, name, reason } = parseInput(RenameOrganisationInput, input);
  try {
    await db.transaction(async (transaction) => {
      const before = await lockOrganisation(transaction, id);
      if (before.name === name) return;
      await transaction.update(organisations).set({ name }).where(eq(organisations.id, id));
      await entitiesAreDue(transaction, { organisationId: id });
      const details = { before: before.name, after: name };
      const subject = `organisation:${id}`;
      await record(transaction, { author, verb: "rename-organisation", subject, reason, details });
    });
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", `An organisation is named "${name}" already.`);
    throw error;
  }
  ringForBatches();
}
