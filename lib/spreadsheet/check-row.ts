import type { Cell } from "./cell";
import { SHEET_LIMITS } from "./limits";
import { tooLarge } from "./refuse";
import type { SheetRow } from "./sheet";
import { storableText } from "./storable-text";

/** "A" for 0, "AA" for 26. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/**
 * Null for a row without values; an `AppError` where it has more columns or longer texts than a sheet may have. What is no
 * character comes as U+FFFD, so that a check may say so of its row.
 */
export function checkedRow(number: number, cells: readonly Cell[]): SheetRow | null {
  if (cells.every(({ kind, text }) => kind !== "formula" && text.trim() === "")) return null;
  if (
    cells.length > SHEET_LIMITS.columns &&
    cells.slice(SHEET_LIMITS.columns).some(({ text }) => text !== "")
  )
    throw tooLarge("columns", `${cells.length} in row ${number}`);
  for (const [index, { text }] of cells.entries())
    if (text.length > SHEET_LIMITS.cellCharacters)
      throw tooLarge("cellCharacters", `more in cell ${columnName(index)}${number}`);
  const kept = cells.slice(0, SHEET_LIMITS.columns);
  return { number, cells: kept.map((cell) => ({ ...cell, text: storableText(cell.text) })) };
}

/** Counts rows that have values, so that a sheet with a format down to its last line is not a long one. */
export async function* boundedRows(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > SHEET_LIMITS.rows + 1) throw tooLarge("rows", `more, up to row ${row.number} and beyond`);
    yield row;
  }
}
