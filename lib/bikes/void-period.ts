import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { changing, lockBikes, lockedOf, lockWithNamed, publishChange } from "./change-bikes";
import { OfBike } from "./inputs";
import { mayAssign, maySwap, requireRight } from "./who";

const PERIOD_KINDS = ["component", "fleet", "owner"] as const;

export const VoidPeriodInput = z.strictObject({
  ...OfBike,
  what: z.enum(PERIOD_KINDS),
  id: z.number().int().positive(),
});

const TABLES = {
  component: { table: sql.raw("component_periods"), may: maySwap },
  fleet: { table: sql.raw("fleet_assignments"), may: mayAssign },
  owner: { table: sql.raw("ownership_periods"), may: mayAssign },
} as const;

/**
 * Voids a period of a bike that was entered by mistake: it stays in the history, struck through, and counts no more.
 * What it ended stays ended: tell anew what was true.
 * @throws AppError `forbidden`, `invalid`, `not-found` (bike or period), `conflict` (it is voided already).
 */
export async function voidPeriod(
  author: Author,
  input: z.input<typeof VoidPeriodInput>,
  stores?: MasterData,
): Promise<void> {
  const { bikeId, what, id, reason } = parseInput(VoidPeriodInput, input);
  const { table, may } = TABLES[what];
  requireRight(author, may);
  await changing(author, stores, async (transaction) => {
    const locked =
      what === "component"
        ? await lockWithNamed(transaction, bikeId)
        : await lockBikes(transaction, [bikeId]);
    lockedOf(locked, bikeId);
    const [period] = await transaction.execute<{ voided: boolean }>(
      sql`select voided_at is not null as voided from ${table} where id = ${id} and bike_id = ${bikeId}`,
    );
    if (!period) throw new AppError("not-found", `${bikeId} has no such period.`);
    if (period.voided) throw new AppError("conflict", "This period is voided already.");
    await transaction.execute(sql`update ${table} set voided_at = now() where id = ${id}`);
    await publishChange(transaction, [...locked.keys()]);
    const details = { what, period: id };
    await record(transaction, { author, verb: "void-period", subject: `bike:${bikeId}`, reason, details });
  });
}
