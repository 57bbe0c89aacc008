import { LAT_SLOT, LON_SLOT, SLOT_COUNT, type SlotValue, type StoredReading } from "./stored-reading";
import { compareValues } from "./value-order";

export interface Joined {
  readonly reading: StoredReading;
  /** The joined reading differs from `a`. */
  readonly differsFromA: boolean;
  /**
   * Each value that a greater one of the same field replaced, as a reading of that instant with nothing but it. Joining
   * a set of readings one by one in any order loses the same values: of each field all but the greatest.
   */
  readonly lost: readonly StoredReading[];
}

/**
 * Joins two readings of one identity field by field: what only one has is taken; where both differ the greater value
 * wins, latitude and longitude as a pair. Commutative, associative and idempotent, so arrival order cannot matter.
 */
export function joinReadings(a: StoredReading, b: StoredReading): Joined {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  const lost: StoredReading[] = [];
  let differsFromA = false;

  const position = comparePositions(a, b);
  const [greater, smaller] = position < 0 ? [b, a] : [a, b];
  values[LAT_SLOT] = greater.values[LAT_SLOT];
  values[LON_SLOT] = greater.values[LON_SLOT];
  if (position < 0) differsFromA = true;
  if (position !== 0 && smaller.values[LAT_SLOT] !== undefined) lost.push(only(smaller, LAT_SLOT, LON_SLOT));

  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    if (slot === LAT_SLOT || slot === LON_SLOT) continue;
    const left = a.values[slot];
    const right = b.values[slot];
    if (left === undefined || right === undefined) {
      values[slot] = left ?? right;
      if (left === undefined && right !== undefined) differsFromA = true;
      continue;
    }
    const order = compareValues(left, right);
    values[slot] = order < 0 ? right : left;
    if (order < 0) differsFromA = true;
    if (order !== 0) lost.push(only(order < 0 ? a : b, slot));
  }
  return { reading: { timeMs: a.timeMs, values }, differsFromA, lost };
}

function only(reading: StoredReading, ...slots: readonly number[]): StoredReading {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  for (const slot of slots) values[slot] = reading.values[slot];
  return { timeMs: reading.timeMs, values };
}

function comparePositions(a: StoredReading, b: StoredReading): number {
  const [aLat, bLat] = [a.values[LAT_SLOT], b.values[LAT_SLOT]];
  if (aLat === undefined || bLat === undefined)
    return Number(aLat !== undefined) - Number(bLat !== undefined);
  return compareValues(aLat, bLat) || compareValues(a.values[LON_SLOT] ?? 0, b.values[LON_SLOT] ?? 0);
}
