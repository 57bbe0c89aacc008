import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import type { Table } from "@/lib/spreadsheet/sheet";
import { writeXlsx } from "@/lib/spreadsheet/xlsx/write-xlsx";

export const TABLE_FORMATS = ["csv", "xlsx"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** A file to be saved. */
export interface TableFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const MAX_NAME = 120;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * @param name without an ending.
 * @param guide to read beside the table; a CSV file has no place for it.
 */
export function tableFile(name: string, format: TableFormat, table: Table, guide?: Table): TableFile {
  // By characters: half of one could not be told in a header.
  const plain = [...name.replace(/[^\p{L}\p{N}._ -]/gu, "_")].slice(0, MAX_NAME).join("");
  const fileName = `${plain}.${format}`;
  return format === "csv"
    ? { fileName, contentType: "text/csv; charset=utf-8", bytes: writeCsv(table) }
    : { fileName, contentType: WORKBOOK, bytes: writeXlsx(table, guide) };
}
