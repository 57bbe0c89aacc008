import { AppError } from "@/lib/errors";
import { SHEET_LIMITS } from "./limits";

const count = (value: number): string => value.toLocaleString("en-US");

/** A file that is not what it should be. */
export const invalidFile = (expected: string, got: string): AppError =>
  new AppError("invalid", `Expected ${expected}, got ${got}`);

/** A workbook whose parts contradict each other or end too early. */
export const damagedFile = (what: string): AppError =>
  new AppError("invalid", `Expected an undamaged .xlsx workbook, got one with ${what}`);

/** @param what plural, as in "rows". */
export const tooLarge = (what: keyof typeof LIMIT_WORDS, got: string): AppError =>
  new AppError("too-large", `Expected at most ${LIMIT_WORDS[what]}, got ${got}`);

const LIMIT_WORDS = {
  packedBytes: "a file of 10 MB",
  unpackedBytes: "100 MB of unpacked contents",
  archiveEntries: `${count(SHEET_LIMITS.archiveEntries)} parts in a workbook`,
  sheets: `${SHEET_LIMITS.sheets} sheets`,
  rows: `${count(SHEET_LIMITS.rows)} rows`,
  columns: `${SHEET_LIMITS.columns} columns`,
  cellCharacters: `${count(SHEET_LIMITS.cellCharacters)} characters in a cell`,
  sharedStrings: `${count(SHEET_LIMITS.sharedStrings)} different texts in a workbook`,
  sharedCharacters: `${count(SHEET_LIMITS.sharedCharacters)} characters of texts in a workbook`,
  formats: `${count(SHEET_LIMITS.formats)} cell formats in a workbook`,
} satisfies Record<keyof typeof SHEET_LIMITS, string>;
