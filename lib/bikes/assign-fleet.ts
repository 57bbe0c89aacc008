import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { EVER } from "@/lib/domain/whose-bikes";
import { AppError } from "@/lib/errors";
import { changing, lockBike, publishChange } from "./change-bikes";
import { handOver, holdingsOf } from "./handovers";
import { Instant, OfBike } from "./inputs";
import { mayAssign, requireRight } from "./who";

export const AssignFleetInput = z
  .strictObject({
    ...OfBike,
    fleetId: z.uuid(),
    /** Without it the first assignment is since ever, and a later one from now on. */
    from: Instant.optional(),
    to: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .optional(),
  })
  .refine(({ from, to }) => to === undefined || (from ?? 0) < to, {
    path: ["to"],
    error: "expected a time after from",
  });

/**
 * Gives a bike to a fleet, which sees its readings of that time from then on; the assignment that runs ends at that moment.
 * @throws AppError `forbidden`, `invalid`, `not-found` (bike or fleet), `conflict`.
 */
export async function assignFleet(
  author: Author,
  input: z.input<typeof AssignFleetInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, mayAssign);
  const { bikeId, fleetId, from, to, reason } = parseInput(AssignFleetInput, input);
  await changing(author, stores, async (transaction) => {
    const bike = await lockBike(transaction, bikeId);
    if (bike.withdrawn) throw new AppError("conflict", `${bikeId} is withdrawn: it goes to no fleet.`);
    const [fleet] = await transaction.execute<{ name: string }>(
      sql`select name from organisations where id = ${fleetId} and kind = 'fleet' and closed_at is null`,
    );
    if (!fleet) throw new AppError("not-found", "Expected a fleet that is not closed.");
    const isFirst = (await holdingsOf(transaction, "fleet", bikeId)).length === 0;
    const fromMs = from ?? (isFirst ? EVER.fromMs : Date.now());
    await handOver(transaction, "fleet", bike, { holderId: fleetId, fromMs, toMs: to ?? EVER.toMs });
    await publishChange(transaction, [bikeId]);
    const details = { fleet: fleet.name, from: timeOf(fromMs), to: timeOf(to ?? EVER.toMs) };
    await record(transaction, { author, verb: "assign-fleet", subject: `bike:${bikeId}`, reason, details });
  });
}

const timeOf = (atMs: number): string | null => (Number.isFinite(atMs) ? new Date(atMs).toISOString() : null);
