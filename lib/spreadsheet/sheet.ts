import type { Cell } from "./cell";

export interface SheetRow {
  /** As a spreadsheet shows it: the first line of the file is row 1. */
  readonly number: number;
  /** By column, without gaps; a row may have more cells than the header, or fewer. */
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly kind: "csv" | "xlsx";
  /** How the text was read; `windows-1252` was guessed, so letters beyond English may be wrong. */
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  readonly header: readonly string[];
  /** To be gone through once; throws an `AppError` where the file is damaged or too large. Empty rows are left out. */
  readonly rows: AsyncIterable<SheetRow>;
  /** In words for the user, such as which of several sheets was read. */
  readonly warnings: readonly string[];
}

/** What writers take. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
