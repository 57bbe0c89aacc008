/** Media types of files with a table. */
export const SHEET_TYPES: ReadonlySet<string> = new Set([
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
]);
