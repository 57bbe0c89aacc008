import { compareTexts } from "@/lib/domain/value-order";
import { at, bytes, end, fail, failed, moveTo, next, take } from "./byte-cursor";
import type { ReadingRows } from "./reading-rows";

/*
 * Values where the cursor stands, as JSON.parse would give them; the cursor is then behind them. What is unusual fails.
 */

const POWER = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const EMPTY: readonly string[] = [];
/** With more digits a mantissa may not be exact in a double. */
const MAX_DIGITS = 15;

export function scanTime(): number {
  const start = at;
  const value = scanNumber();
  for (let index = start; index < at; index++) if (bytes[index] === 0x2e) fail();
  return value;
}

/** A JSON number without exponent, as the double that JSON.parse would give. */
export function scanNumber(): number {
  const text = bytes;
  let place = at;
  let byte = text[place] ?? 0;
  const negative = byte === 0x2d;
  if (negative) byte = text[++place] ?? 0;
  const start = place;
  let mantissa = 0;
  while (byte >= 0x30 && byte <= 0x39) {
    mantissa = mantissa * 10 + (byte - 0x30);
    byte = text[++place] ?? 0;
  }
  let digits = place - start;
  if (digits === 0 || (digits > 1 && text[start] === 0x30)) fail();
  let decimals = 0;
  if (byte === 0x2e) {
    byte = text[++place] ?? 0;
    while (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      decimals++;
      byte = text[++place] ?? 0;
    }
    if (decimals === 0) fail();
    digits += decimals;
  }
  if (digits > MAX_DIGITS) fail();
  if (byte !== 0x2c && byte !== 0x7d && byte > 0x20) fail();
  moveTo(place);
  const value = decimals === 0 ? mantissa : mantissa / (POWER[decimals] ?? 1);
  return negative ? -value : value;
}

export function scanTruth(): number {
  const byte = bytes[at];
  if (byte === 0x74 && bytes[at + 1] === 0x72 && bytes[at + 2] === 0x75 && bytes[at + 3] === 0x65) {
    moveTo(at + 4);
    return 1;
  }
  if (
    byte === 0x66 &&
    bytes[at + 1] === 0x61 &&
    bytes[at + 2] === 0x6c &&
    bytes[at + 3] === 0x73 &&
    bytes[at + 4] === 0x65
  ) {
    moveTo(at + 5);
    return 0;
  }
  fail();
  return 0;
}

/** Moves to the closing quote of a plain printable text that begins at an opening quote; its start, or -1. */
export function textEnd(maxLength: number): number {
  const start = at + 1;
  const stop = Math.min(end, start + maxLength + 1);
  for (let place = start; place < stop; place++) {
    const byte = bytes[place] ?? 0;
    if (byte === 0x22) {
      moveTo(place);
      return start;
    }
    if (byte < 0x20 || byte > 0x7e || byte === 0x5c) return -1;
  }
  return -1;
}

function text(maxLength: number): string {
  const start = bytes[at] === 0x22 ? textEnd(maxLength) : -1;
  if (start < 0 || at === start) {
    fail();
    return "";
  }
  const value = bytes.toString("latin1", start, at);
  moveTo(at + 1);
  return value;
}

/** Index of the text in the rows' texts. */
export function scanText(rows: ReadingRows, maxLength: number): number {
  return rows.texts.push(text(maxLength)) - 1;
}

/** Index of the sorted set in the rows' texts. */
export function scanTexts(rows: ReadingRows, maxItems: number, maxLength: number): number {
  if (bytes[at] !== 0x5b) {
    fail();
    return 0;
  }
  moveTo(at + 1);
  if (next() === 0x5d) {
    moveTo(at + 1);
    return rows.texts.push(EMPTY) - 1;
  }
  const list: string[] = [];
  for (;;) {
    next();
    list.push(text(maxLength));
    const separator = take();
    if (failed || list.length > maxItems || (separator !== 0x2c && separator !== 0x5d)) {
      fail();
      return 0;
    }
    if (separator === 0x5d) break;
  }
  return rows.texts.push(list.length === 1 ? list : [...new Set(list)].sort(compareTexts)) - 1;
}
