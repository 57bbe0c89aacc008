import { columnOf } from "@/lib/registration/columns/columns";
import type { ReadRow } from "./read-row";

/** Cells that a result names; of more it says only how many they are. */
const MAX_NAMED = 1_000;
const MAX_SHOWN = 120;

/** A value of a file that is no fact, with what was expected in its place. */
export interface RefusedCell {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** Name of the column; null for a row that is wrong as a whole. */
  readonly column: string | null;
  readonly expected: string;
  readonly got: string;
}

/** The first cells that are no facts, in the order of their rows. */
export function refusedCells(read: readonly ReadRow[]): RefusedCell[] {
  const cells: RefusedCell[] = [];
  for (const { number: row, refused } of read)
    for (const { column, expected, got } of refused) {
      if (cells.length === MAX_NAMED) return cells;
      const shown = got.length > MAX_SHOWN ? `${got.slice(0, MAX_SHOWN)}…` : got;
      cells.push({ row, column: column === null ? null : columnOf(column).label, expected, got: shown });
    }
  return cells;
}
