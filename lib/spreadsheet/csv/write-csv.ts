import type { Table } from "../sheet";

const BYTE_ORDER_MARK = "\ufeff";
/** A spreadsheet would run these, behind quotes as well; the reader takes the apostrophe off again, so it is doubled by one. */
const TO_PROTECT = /^"*[=+\-@\t\r']/;
/** Where another list separator is usual, quotes within a line count for nothing: what follows a sign begins a cell there. */
const TO_PROTECT_WITHIN = /(?<=[;,\t|\r\n])(?="*[=+\-@'])/g;
const TO_QUOTE = /[",;\t|\r\n]/;

/** A file that spreadsheets open as a table, in UTF-8, whose cells are nothing but text. */
export function writeCsv({ header, rows }: Table): Uint8Array {
  const lines = [header, ...rows].map((row) => `${row.map(fieldOf).join(",")}\r\n`);
  return Buffer.from(BYTE_ORDER_MARK + lines.join(""), "utf8");
}

/** A zero byte would make the file one that is no text. */
function fieldOf(value: string): string {
  const text = value.replaceAll("\0", "\ufffd");
  const inner = text.replace(TO_PROTECT_WITHIN, "'");
  const safe = TO_PROTECT.test(inner) ? `'${inner}` : inner;
  return TO_QUOTE.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
