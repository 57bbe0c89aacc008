import { type Block, blocksOf, daysOf } from "@/lib/analytics/blocks";
import type { Atoms } from "@/lib/analytics/compute-block";
import type { Table } from "@/lib/analytics/tables";
import type { Database } from "@/lib/db/client";
import { readAtomKeys } from "@/lib/db/figure-atoms";

const NO_ATOM = { revision: 0, values: [], histories: null };

/** The longer blocks that a block lies in, shortest first. */
export function blocksAbove({ grain, block }: Block): Block[] {
  const [, week, quarter] = blocksOf(daysOf({ grain, block })[0] ?? "");
  return grain === "day" ? [week, quarter] : grain === "week" ? [quarter] : [];
}

/** What is published of the longer blocks that a block lies in: their keys alone. */
export async function keysAbove(db: Database, table: Table, block: Block): Promise<Atoms[]> {
  const found: Atoms[] = [];
  for (const longer of blocksAbove(block)) {
    const keys = await readAtomKeys(db, { table: table.name, ...longer });
    found.push(new Map([...keys].map((key) => [key, NO_ATOM])));
  }
  return found;
}
