import { boundedRows } from "./check-row";
import { openCsv } from "./csv/open-csv";
import { SHEET_LIMITS } from "./limits";
import { invalidFile, tooLarge } from "./refuse";
import type { Sheet, SheetRow } from "./sheet";
import { openXlsx } from "./xlsx/open-xlsx";

export interface SheetFile {
  /** For messages only: what a file is, its content says. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ZIP = "504b0304";
const EMPTY_ZIP = "504b0506";
/** The container of old workbooks, and of those that have a password. */
const COMPOUND = "d0cf11e0";
const PDF = "25504446";

/**
 * Opens a table, CSV or XLSX; its first row that has values is the header. Throws `AppError` (`invalid`, `too-large`)
 * for what cannot be read; so do the rows while they are gone through.
 * @param options.sheet name of a workbook's sheet; without it the first.
 */
export async function openSheet(file: SheetFile, options: { readonly sheet?: string } = {}): Promise<Sheet> {
  if (file.bytes.byteLength > SHEET_LIMITS.packedBytes)
    throw tooLarge("packedBytes", `${(file.bytes.byteLength / 1024 / 1024).toFixed(1)} MB`);
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const mark = bytes.toString("hex", 0, 4);
  if (mark === COMPOUND)
    throw invalidFile(
      "a CSV file or an .xlsx workbook",
      "an old .xls workbook or one with a password; save it as .xlsx",
    );
  if (mark === PDF) throw invalidFile("a CSV file or an .xlsx workbook", "a PDF");
  const isWorkbook = mark === ZIP || mark === EMPTY_ZIP;
  const opened = isWorkbook
    ? { kind: "xlsx" as const, encoding: "utf-8" as const, ...(await openXlsx(bytes, options.sheet)) }
    : { kind: "csv" as const, ...openCsv(bytes) };
  const { kind, encoding, warnings } = opened;
  const rows = boundedRows(opened.rows);
  const first = await rows.next();
  if (first.done)
    throw invalidFile("a row of column names and rows below it", `an empty file (${file.name})`);
  return { kind, encoding, header: headerOf(first.value), rows, warnings };
}

function headerOf({ cells }: SheetRow): string[] {
  const names = cells.map(({ text }) => text.trim());
  const last = names.findLastIndex((name) => name !== "");
  return names.slice(0, last + 1);
}
