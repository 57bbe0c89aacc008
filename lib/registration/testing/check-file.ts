import { type Cell, textCell } from "@/lib/spreadsheet/cell";
import { checkRows, type RowOutcome } from "../checks/check-rows";
import { type CandidateRow, toCandidateRow } from "../checks/model";
import type { ColumnKey } from "../columns/column";
import { matchColumns } from "../columns/match-columns";
import type { MadeFile } from "./make-file";

/** The rows of a file as checks take them. */
export function candidatesOf({ header, rows }: Pick<MadeFile, "header" | "rows">): CandidateRow[] {
  const { columns } = matchColumns(header);
  return rows.map((row, at) => toCandidateRow({ number: at + 2, cells: row.map(textCell) }, columns));
}

/** A row by hand: texts, or cells of another kind. */
export function rowOf(number: number, values: Partial<Record<ColumnKey, string | Cell>>): CandidateRow {
  const cells: Partial<Record<ColumnKey, Cell>> = {};
  for (const [key, value] of Object.entries(values))
    Object.assign(cells, { [key]: typeof value === "string" ? textCell(value) : value });
  return { number, values: cells };
}

export const checkFile = (file: MadeFile): RowOutcome[] => checkRows(candidatesOf(file), file.known);
