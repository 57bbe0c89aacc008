/** Cuts a list into parts of at most `maxBytes` and `maxItems`; an item that has more bytes is a part of its own. */
export function partsOf<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  maxBytes: number,
  maxItems = Number.POSITIVE_INFINITY,
): T[][] {
  const parts: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const part = parts.at(-1);
    bytes += bytesOf(item);
    if (part && part.length < maxItems && bytes <= maxBytes) part.push(item);
    else {
      parts.push([item]);
      bytes = bytesOf(item);
    }
  }
  return parts;
}
