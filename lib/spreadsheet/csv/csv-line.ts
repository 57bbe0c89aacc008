/** What a cell holds: a number stays one; several texts stand behind each other. */
export type CsvValue = number | boolean | string | readonly string[] | null;

/** A spreadsheet would run what begins so, behind quotes as well. */
const TO_PROTECT = /^"*[=+\-@\t\r]/;
/** Where another list separator is usual, quotes count for nothing: what follows a sign begins a cell there. */
const TO_PROTECT_WITHIN = /(?<=[;\t|\r\n])(?="*[=+\-@])/g;

/** One line of CSV with its end. Texts that a spreadsheet would take for a formula are given an apostrophe. */
export const csvLine = (cells: readonly CsvValue[]): string =>
  `${cells.map((cell) => cellOf(cell)).join(",")}\r\n`;

function cellOf(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : value.length === 0 ? "none" : value.join(" ");
  const inner = text.replace(TO_PROTECT_WITHIN, "'");
  const safe = TO_PROTECT.test(inner) ? `'${inner}` : inner;
  return /[",;\t|\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
