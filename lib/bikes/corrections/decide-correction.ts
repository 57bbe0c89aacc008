import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { changing, lockBike, publishChange } from "../change-bikes";
import { Why } from "../inputs";
import { refuseUnfit } from "../refuse-unfit";
import { maySwap, requireRight } from "../who";
import { CORRECTABLE, CorrectableKey } from "./correctable-fields";
import { giveValue, readProposed, valueNow } from "./field-values";

export const DecideCorrectionInput = z.strictObject({
  id: z.coerce.number().int().positive(),
  decision: z.enum(["approve", "decline"]),
  reason: Why,
});

const Correction = z.object({
  bike_id: z.string(),
  field: CorrectableKey,
  was: z.string().nullable(),
  proposed: z.string(),
  state: z.string(),
});

/**
 * Decides on a correction: approved it is made, by the checks that registering makes; declined the bike stays as it is.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (decided already, the bike has changed since, or
 * another bike has the number).
 */
export async function decideCorrection(
  author: Author,
  input: z.input<typeof DecideCorrectionInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, maySwap);
  const { id, decision, reason } = parseInput(DecideCorrectionInput, input);
  await changing(author, stores, async (transaction) => {
    await lockBike(transaction, (await correctionOf(transaction, id)).bike_id);
    const correction = await correctionOf(transaction, id);
    if (correction.state !== "open")
      throw new AppError("conflict", `This correction was ${correction.state} already.`);
    const { bike_id, field, proposed } = correction;
    if (decision === "approve") await make(transaction, correction);
    await transaction.execute(sql`
      update corrections set state = ${decision === "approve" ? "approved" : "declined"},
        decided_by = ${nameOfAuthor(author)}, decided_at = now(), decision_reason = ${reason} where id = ${id}`);
    const entry = { author, verb: "decide-correction", subject: `bike:${bike_id}`, reason };
    await record(transaction, { ...entry, details: { correction: id, decision, field, proposed } });
  });
}

async function make(
  transaction: Database,
  { bike_id, field, was, proposed }: z.infer<typeof Correction>,
): Promise<void> {
  const now = await valueNow(transaction, bike_id, field);
  if (now !== was)
    throw new AppError(
      "conflict",
      `${CORRECTABLE[field].label} of ${bike_id} has changed since: expected ${was ?? "none"}, found ${now ?? "none"}.`,
    );
  const value = readProposed(field, proposed);
  await refuseUnfit(transaction, bike_id, { [field]: value });
  await giveValue(transaction, bike_id, field, value);
  await publishChange(transaction, [bike_id]);
}

async function correctionOf(transaction: Database, id: number): Promise<z.infer<typeof Correction>> {
  const [row] = await transaction.execute(
    sql`select bike_id, field, was, proposed, state from corrections where id = ${id}`,
  );
  if (!row) throw new AppError("not-found", "No such correction, or not one of yours.");
  return Correction.parse(row);
}
