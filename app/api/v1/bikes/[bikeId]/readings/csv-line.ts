import type { ReadableValue } from "@/lib/telemetry/models";

/** One line of CSV with its end. Texts that a spreadsheet would take for a formula are given an apostrophe. */
export const csvLine = (cells: readonly (ReadableValue | null)[]): string =>
  `${cells.map((cell) => cellOf(cell)).join(",")}\r\n`;

function cellOf(value: ReadableValue | null): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : value.length === 0 ? "none" : value.join(" ");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
