/*
 * Columns of numbers and names as text. Numbers are base64 of their bytes, little-endian as all machines of browsers
 * and servers are; names are written after what they share with the one before.
 */

const SEPARATOR = ",";
const MOST_SHARED = 35;
const DIGITS = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const PADDING = "=".charCodeAt(0);
const ascii = new TextDecoder();

/** By hand, for `btoa` wants a text that is made of the bytes one by one. */
export function toBase64(column: Uint8Array | Uint16Array | Uint32Array | Int32Array): string {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const digits = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PADDING);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const left = bytes.length - from;
    const three = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    digits[to] = DIGITS[three >> 18] ?? 0;
    digits[to + 1] = DIGITS[(three >> 12) & 63] ?? 0;
    if (left > 1) digits[to + 2] = DIGITS[(three >> 6) & 63] ?? 0;
    if (left > 2) digits[to + 3] = DIGITS[three & 63] ?? 0;
  }
  return ascii.decode(digits);
}

export function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

/** Names without a comma: how many characters each shares with the one before, in base 36, and the rest of it. */
export function writeIds(ids: readonly string[]): string {
  let before = "";
  const parts = ids.map((id) => {
    let shared = 0;
    const most = Math.min(before.length, id.length, MOST_SHARED);
    while (shared < most && id.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
    before = id;
    return shared.toString(36) + id.slice(shared);
  });
  return parts.join(SEPARATOR);
}

export function readIds(text: string): string[] {
  if (text === "") return [];
  let before = "";
  return text.split(SEPARATOR).map((part) => {
    before = before.slice(0, Number.parseInt(part.charAt(0), 36)) + part.slice(1);
    return before;
  });
}
