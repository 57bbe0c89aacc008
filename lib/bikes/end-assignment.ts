import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { changing, lockBike, publishChange } from "./change-bikes";
import { endHolding, holdingsOf } from "./handovers";
import { Instant, OfBike } from "./inputs";
import { isWithin } from "./periods/period";
import { mayAssign, requireRight } from "./who";

export const EndAssignmentInput = z.strictObject({ ...OfBike, at: Instant.optional() });

/**
 * Ends a bike's assignment to its fleet at a moment; now, unless told.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is in no fleet then).
 */
export async function endAssignment(
  author: Author,
  input: z.input<typeof EndAssignmentInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, mayAssign);
  const { bikeId, at, reason } = parseInput(EndAssignmentInput, input);
  await changing(author, stores, async (transaction) => {
    await lockBike(transaction, bikeId);
    const atMs = at ?? Date.now();
    const holdings = await holdingsOf(transaction, "fleet", bikeId);
    const running = holdings.find((holding) => isWithin(holding, atMs));
    if (!running) throw new AppError("conflict", `${bikeId} is in no fleet at that time.`);
    if (running.fromMs === atMs)
      throw new AppError("conflict", `${bikeId} came to its fleet at this very moment: void that instead.`);
    await endHolding(transaction, "fleet", running, atMs);
    await publishChange(transaction, [bikeId]);
    const details = { at: new Date(atMs).toISOString() };
    await record(transaction, { author, verb: "end-assignment", subject: `bike:${bikeId}`, reason, details });
  });
}
