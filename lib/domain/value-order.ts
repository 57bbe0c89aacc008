import type { SlotValue } from "./stored-reading";

/**
 * Total order of two stored values of one field: numbers by value, false before true, texts by code point, sets as
 * their sorted lists. Negative when `a` is smaller.
 */
export function compareValues(a: SlotValue, b: SlotValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  throw new Error(`values of different kinds cannot be ordered: ${typeof a}, ${typeof b}`);
}

/** Texts of the contract are ASCII, where order by code unit, code point and byte is one. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const order = compareTexts(a[at] ?? "", b[at] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
