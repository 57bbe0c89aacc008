import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { ComponentSlot } from "@/lib/domain/master-data";
import { type LockedBike, lockedOf } from "./change-bikes";
import { asDate } from "./periods/period";
import type { SwapPlan } from "./periods/plan-swap";

const iso = (atMs: number): string | null => asDate(atMs)?.toISOString() ?? null;

/** Writes what a swap changes: ends first, so that what begins then has its place. */
export async function applySwap(
  transaction: Database,
  slot: ComponentSlot,
  { closings, openings }: SwapPlan,
  locked: ReadonlyMap<string, LockedBike>,
): Promise<void> {
  for (const { seat, toMs } of closings)
    await transaction.execute(
      sql`update component_periods set valid_to = ${iso(toMs)}::timestamptz where id = ${seat.id}`,
    );
  for (const { componentId, bikeId, fromMs, toMs } of openings) {
    const { seq, oem_id } = lockedOf(locked, bikeId);
    await transaction.execute(sql`
      insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to)
      values (${oem_id}, ${componentId}, ${bikeId}, ${seq}, ${slot}::component_kind,
        ${iso(fromMs)}::timestamptz, ${iso(toMs)}::timestamptz)`);
  }
}
