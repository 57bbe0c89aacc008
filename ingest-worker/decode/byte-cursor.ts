/*
 * The bytes that the packet being scanned lies in, its end there, and the place that was reached. One packet is scanned at a time, so the
 * cursor is this module's own. Loops keep their place in a local and move the cursor once.
 */
export let bytes: Buffer = Buffer.alloc(0);
export let at = 0;
export let end = 0;
/** Set by what scans a value when it meets something that is for the general decoder. */
export let failed = false;

export function begin(all: Buffer, start: number, stop: number): void {
  bytes = all;
  at = start;
  end = stop;
  failed = false;
}

export function moveTo(place: number): void {
  at = place;
}

export function fail(): void {
  failed = true;
}

/** Moves to the next byte that is not white space and returns it, -1 at the end. */
export function next(): number {
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20) return byte;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return 0;
    at++;
  }
  return -1;
}

/** The next byte that is not white space, and past it; -1 at the end. */
export function take(): number {
  const byte = next();
  at++;
  return byte;
}

/** Past a colon, to the value behind it. */
export function colon(): boolean {
  if (next() !== 0x3a) return false;
  at++;
  next();
  return true;
}

/** Past these bytes when they come here. */
export function matches(expected: Uint8Array): boolean {
  const length = expected.length;
  if (at + length > end) return false;
  for (let index = 0; index < length; index++) if (bytes[at + index] !== expected[index]) return false;
  at += length;
  return true;
}
