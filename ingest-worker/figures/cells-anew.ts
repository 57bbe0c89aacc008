import { type Block, blocksOf, daysOf } from "@/lib/analytics/blocks";
import { addCells, type Cells, type OpenCells } from "@/lib/analytics/cells-of";
import type { Table } from "@/lib/analytics/tables";
import type { ConsentGrant } from "@/lib/consent/grant/consent-grant";
import { asking } from "@/lib/db/faults";
import { readAtomKeys } from "@/lib/db/figure-atoms";
import { GRAINS } from "@/lib/domain/figures";
import type { FigureSurroundings } from "./figure-surroundings";
import { readDays } from "./read-days";

/** A block's cells as its consented rides have them now, without what shorter blocks published; nothing of it is remembered. */
export async function cellsAnew(
  around: FigureSurroundings,
  grant: ConsentGrant,
  table: Table,
  block: Block,
): Promise<Cells> {
  const anew: OpenCells = new Map();
  for await (const { day, cells } of readDays(around, grant, [table], daysOf(block))) {
    const published = await shorterKeys(around, table, day, block);
    addCells(
      anew,
      [...(cells.get(table) ?? [])].filter(([key]) => !published.has(key)),
    );
  }
  return anew;
}

/** What is published of a day by the blocks that lie in this one. */
async function shorterKeys(
  { db }: Pick<FigureSurroundings, "db">,
  { name }: Table,
  day: string,
  { grain }: Block,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const shorter of blocksOf(day).slice(0, GRAINS.indexOf(grain)))
    for (const key of await asking(() => readAtomKeys(db, { table: name, ...shorter }))) keys.add(key);
  return keys;
}
