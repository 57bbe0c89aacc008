import type { Cell } from "../cell";
import type { NumberFormat } from "./number-format";
import { serialDate } from "./serial-date";

const NUMBER = /^[+-]?\d+(\.\d+)?(E[+-]?\d+)?$/i;
/** Digits that a spreadsheet keeps of a number. */
const KEPT_DIGITS = 15;

/** A numeric cell as it is shown, without noise in its last digits. */
export function numberCell(raw: string, format: NumberFormat, from1904: boolean): Cell {
  const written = raw.trim();
  const value = Number(written);
  if (!NUMBER.test(written) || !Number.isFinite(value)) return { kind: "error", text: written };
  if (format.kind === "date") {
    const date = serialDate(value, from1904);
    if (date !== null) return { kind: "date", text: date };
  }
  if (Math.abs(value) >= 10 ** KEPT_DIGITS) return { kind: "scientific", text: shortScientific(value) };
  const text = String(Number(value.toPrecision(KEPT_DIGITS)));
  return { kind: "number", text: format.kind === "padded" ? text.padStart(format.width, "0") : text };
}

/** "8.9E+18", as a spreadsheet shows it. */
const shortScientific = (value: number): string =>
  value
    .toExponential(5)
    .replace(/\.?0*e/, "E")
    .replace(/E\+(\d)$/, "E+0$1");
