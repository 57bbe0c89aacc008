import { openSheet } from "../open-sheet";
import type { SheetRow } from "../sheet";

/** A whole file: its header and rows. */
export async function readAll(bytes: Uint8Array, sheet?: string) {
  const opened = await openSheet({ name: "file", bytes }, sheet === undefined ? {} : { sheet });
  const rows: SheetRow[] = [];
  for await (const row of opened.rows) rows.push(row);
  return { ...opened, rows };
}

/** What a file says, without cells that are empty at the ends of rows. */
export async function readTexts(bytes: Uint8Array): Promise<string[][]> {
  const { header, rows } = await readAll(bytes);
  return [[...header], ...rows.map(({ cells }) => withoutEnd(cells.map(({ text }) => text)))];
}

export const withoutEnd = (texts: readonly string[]): string[] =>
  texts.slice(0, texts.findLastIndex((text) => text !== "") + 1);
