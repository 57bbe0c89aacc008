const MEBIBYTE = 1024 * 1024;

/** What a file may hold. A plant's year of bikes stays below; a file that was made to fill memory does not. */
export const SHEET_LIMITS = {
  packedBytes: 10 * MEBIBYTE,
  /** Of all parts together that are read, counted while they are inflated. */
  unpackedBytes: 100 * MEBIBYTE,
  archiveEntries: 1_000,
  sheets: 20,
  rows: 50_000,
  columns: 60,
  cellCharacters: 1_000,
  sharedStrings: 1_000_000,
  sharedCharacters: 20_000_000,
  formats: 10_000,
} as const;
