import { Slices } from "./slices";

/**
 * Cuts JSON text into the bytes of its parts without reading the values, so that packets and readings travel as they
 * were sent: numbers keep their digits, unknown fields their text. Parts are only bounded here; each is parsed later.
 */
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The elements of a list, as bytes; null when the text does not begin and end like one list. Of a list with more than
 * `limit` elements only one more than that are looked for.
 */
export function elementsOf(text: Buffer, limit = Number.POSITIVE_INFINITY): Slices | null {
  const parts = partsOf(text, OPEN_LIST, CLOSE_LIST, limit);
  return parts && isNothing(parts) ? new Slices(text) : parts;
}

/**
 * The members of an object in their order, each name with the bytes of its value. Null for what is no object, or one of
 * more than `limit` members.
 */
export function membersOf(text: Buffer, limit = Number.POSITIVE_INFINITY): [string, Buffer][] | null {
  const parts = partsOf(text, OPEN_OBJECT, CLOSE_OBJECT, limit);
  if (!parts || parts.length > limit) return null;
  if (isNothing(parts)) return [];
  const members: [string, Buffer][] = [];
  for (const part of parts) {
    const keyEnd = endOfText(part, 0);
    if (part[0] !== QUOTE || keyEnd < 0) return null;
    let at = keyEnd;
    while (isSpace(part[at])) at++;
    if (part[at] !== COLON) return null;
    const key = parseKey(part.subarray(0, keyEnd));
    if (key === null) return null;
    members.push([key, trim(part.subarray(at + 1))]);
  }
  return members;
}

const isNothing = (parts: Slices): boolean => parts.length === 1 && parts.bytesAt(0) === 0;

/** The comma-separated parts between one opening byte and the closing byte that ends the text, `limit` and one at most. */
function partsOf(text: Buffer, open: number, close: number, limit: number): Slices | null {
  const whole = trim(text);
  if (whole[0] !== open || whole[whole.length - 1] !== close || whole.length < 2) return null;
  const parts = new Slices(whole);
  const end = whole.length - 1;
  let depth = 0;
  let start = 1;
  for (let at = 1; at < end; at++) {
    const byte = whole[at];
    if (byte === QUOTE) {
      const after = endOfText(whole, at);
      if (after < 0 || after > end) return null;
      at = after - 1;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (--depth < 0) return null;
    } else if (byte === COMMA && depth === 0) {
      addTrimmed(parts, start, at);
      if (parts.length > limit) return parts;
      start = at + 1;
    }
  }
  if (depth !== 0) return null;
  addTrimmed(parts, start, end);
  return parts;
}

/** Place after the closing quote of the text that begins at `from`, or -1. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return -1;
}

function parseKey(bytes: Buffer): string | null {
  try {
    return String(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Adds a part without the white space around it. */
export function addTrimmed(parts: Slices, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && isSpace(parts.text[start])) start++;
  while (end > start && isSpace(parts.text[end - 1])) end--;
  parts.add(start, end);
}

function trim(bytes: Buffer): Buffer {
  const parts = new Slices(bytes);
  addTrimmed(parts, 0, bytes.length);
  return parts.at(0);
}
