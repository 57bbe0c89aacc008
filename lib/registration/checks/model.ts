import type { Cell } from "@/lib/spreadsheet/cell";
import type { ColumnKey } from "../columns/column";
import type { MatchedColumn } from "../columns/match-columns";

/** A row of a file whose columns are known. */
export interface CandidateRow {
  /** As a spreadsheet shows it. */
  readonly number: number;
  readonly values: Partial<Record<ColumnKey, Cell>>;
  /** Cells with values beyond the last column of the header. */
  readonly surplus?: number;
}

/** The cells of a row by what they tell; columns that nobody asked for are left out. */
export function toCandidateRow(
  row: { readonly number: number; readonly cells: readonly Cell[] },
  columns: readonly MatchedColumn[],
): CandidateRow {
  const values: Partial<Record<ColumnKey, Cell>> = {};
  for (const { index, key } of columns) {
    const cell = row.cells[index];
    if (key !== null && cell !== undefined) values[key] = cell;
  }
  const surplus = row.cells.slice(columns.length).filter(({ kind }) => kind !== "empty").length;
  return { number: row.number, values, surplus };
}
