import { type Block, blocksOf, boundsOf, quarterOf, weekOf } from "@/lib/analytics/blocks";
import type { Table } from "@/lib/analytics/tables";
import type { Database } from "@/lib/db/client";
import { keepBlocks } from "@/lib/db/figure-blocks";

const CLOSES_AFTER_MS = 24 * 3_600_000;
const RUNNING_EVERY_MS = 3_600_000;

/** When a block ended so long ago that what is published of it is what it came to, ms since epoch. */
export const closesAtMs = (block: Block, zone: string): number =>
  boundsOf(block, zone).toMs + CLOSES_AFTER_MS;

/** When a block is computed next, whether or not a day of it is marked; null once it is closed. */
export function dueAtMs(block: Block, zone: string, nowMs: number): number | null {
  const closes = closesAtMs(block, zone);
  if (closes <= nowMs) return null;
  return block.grain === "day" ? Math.min(nowMs + RUNNING_EVERY_MS, closes) : closes;
}

/** Makes a day's blocks known that are not yet. @throws AppError `unavailable`. */
export async function knowBlocksOf(db: Database, zone: string, table: Table, day: string): Promise<void> {
  const quarter = quarterOf(weekOf(day));
  await keepBlocks(
    db,
    blocksOf(day).map(({ grain, block }) => {
      const bounds = boundsOf({ grain, block }, zone);
      const dueAtMs = grain === "day" ? bounds.fromMs : closesAtMs({ grain, block }, zone);
      return { table: table.name, grain, block, purpose: table.purpose, quarter, ...bounds, dueAtMs };
    }),
  );
}
