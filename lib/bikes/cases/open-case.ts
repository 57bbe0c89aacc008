import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { CASE_REASONS } from "@/lib/domain/master-data";
import { BikeId } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import { maySupport, requireRight } from "../who";

export const OpenCaseInput = z.strictObject({
  bikeId: BikeId,
  reason: z.enum(CASE_REASONS),
  note: z.string().trim().max(1_000).optional(),
});

/**
 * Keeps that somebody called about a bike, registered or not, and why.
 * @returns the number of the case.
 * @throws AppError `forbidden`, `invalid`.
 */
export async function openCase(
  author: Author,
  input: z.input<typeof OpenCaseInput>,
  stores?: MasterData,
): Promise<{ readonly id: number }> {
  requireRight(author, maySupport);
  if (author.kind !== "user") throw new AppError("forbidden", "Expected a person.");
  const { bikeId, reason, note } = parseInput(OpenCaseInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const [made] = await transaction.execute<{ id: string }>(sql`
        insert into support_cases (oem_id, bike_id, reason, note, opened_by)
        select (select oem_id from bikes where bike_id = ${bikeId}), ${bikeId}, ${reason}::case_reason,
          ${note === "" ? null : (note ?? null)}, ${author.id}::uuid returning id`);
      const id = Number(made?.id);
      const entry = { author, verb: "open-case", subject: `bike:${bikeId}`, details: { case: id, reason } };
      await record(transaction, entry);
      return { id };
    },
    stores,
  );
}
