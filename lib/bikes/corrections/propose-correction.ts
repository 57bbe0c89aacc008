import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { BikeId } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import { changing, lockBike } from "../change-bikes";
import { Why } from "../inputs";
import { refuseUnfit } from "../refuse-unfit";
import { maySupport, requireRight } from "../who";
import { CORRECTABLE, CorrectableKey } from "./correctable-fields";
import { readProposed, valueNow } from "./field-values";

export const ProposeCorrectionInput = z.strictObject({
  bikeId: BikeId,
  field: CorrectableKey,
  proposed: z.string().trim().min(1).max(500),
  /** How that is known. */
  evidence: Why,
});

/**
 * Proposes that something of a bike be another value; its OEM or a steward decides.
 * @returns the number of the correction.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it has that value, or one for it is open).
 */
export async function proposeCorrection(
  author: Author,
  input: z.input<typeof ProposeCorrectionInput>,
  stores?: MasterData,
): Promise<{ readonly id: number }> {
  requireRight(author, maySupport);
  const { bikeId, field, proposed: text, evidence } = parseInput(ProposeCorrectionInput, input);
  const proposed = readProposed(field, text);
  return changing(author, stores, async (transaction) => {
    const { oem_id } = await lockBike(transaction, bikeId);
    const was = await valueNow(transaction, bikeId, field);
    const { label } = CORRECTABLE[field];
    if (was === proposed) throw new AppError("conflict", `${label} of ${bikeId} is ${proposed} already.`);
    await refuseUnfit(transaction, bikeId, { [field]: proposed });
    const [open] = await transaction.execute(sql`
      select id from corrections where bike_id = ${bikeId} and field = ${field} and state = 'open'`);
    if (open) throw new AppError("conflict", `A correction of this is waiting for a decision: ${label}.`);
    const [made] = await transaction.execute<{ id: string }>(sql`
      insert into corrections (oem_id, bike_id, field, was, proposed, evidence, proposed_by)
      values (${oem_id}, ${bikeId}, ${field}, ${was}, ${proposed}, ${evidence}, ${nameOfAuthor(author)}) returning id`);
    const id = Number(made?.id);
    const entry = { author, verb: "propose-correction", subject: `bike:${bikeId}`, reason: evidence };
    await record(transaction, { ...entry, details: { correction: id, field, was, proposed } });
    return { id };
  });
}
