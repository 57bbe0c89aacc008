import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { riderIssuers } from "@/lib/db/schema-riders";
import { lockOrganisation } from "@/lib/users/lock-organisation";

export const RemoveIssuerInput = z.object({ organisationId: z.uuid(), reason: Reason });

/**
 * Takes no more tokens of an organisation's riders, within five seconds; its clients' keys speak for them again. Twice
 * changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found` (organisation).
 */
export async function removeIssuer(
  author: Author,
  input: z.input<typeof RemoveIssuerInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { organisationId, reason } = parseInput(RemoveIssuerInput, input);
  await db.transaction(async (transaction) => {
    await lockOrganisation(transaction, organisationId);
    const [before] = await transaction
      .delete(riderIssuers)
      .where(eq(riderIssuers.organisationId, organisationId))
      .returning();
    if (!before) return;
    const { organisationId: _, changedAt: __, ...said } = before;
    const details = { before: said };
    const subject = `organisation:${organisationId}`;
    await record(transaction, { author, verb: "remove-rider-issuer", subject, reason, details });
  });
}
