import { LAT_SLOT, LON_SLOT, SLOT_COUNT, type SlotValue, type StoredReading } from "./stored-reading";
import { compareValues } from "./value-order";

export interface Joined {
  readonly reading: StoredReading;
  /** The joined reading differs from `a`. */
  readonly differsFromA: boolean;
  /** A value of `a`, or of `b`, was replaced by a greater one of the other. */
  readonly aLost: boolean;
  readonly bLost: boolean;
}

/**
 * Joins two readings of one identity field by field: what only one has is taken; where both differ the greater value
 * wins, latitude and longitude as a pair. Commutative, associative and idempotent, so arrival order cannot matter.
 */
export function joinReadings(a: StoredReading, b: StoredReading): Joined {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  let differsFromA = false;
  let aLost = false;
  let bLost = false;

  const position = comparePositions(a, b);
  const positionFrom = position < 0 ? b : a;
  values[LAT_SLOT] = positionFrom.values[LAT_SLOT];
  values[LON_SLOT] = positionFrom.values[LON_SLOT];
  if (position < 0) {
    differsFromA = true;
    if (a.values[LAT_SLOT] !== undefined) aLost = true;
  } else if (position > 0 && b.values[LAT_SLOT] !== undefined) bLost = true;

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
    if (order < 0) {
      differsFromA = true;
      aLost = true;
    } else if (order > 0) bLost = true;
  }
  return { reading: { timeMs: a.timeMs, values }, differsFromA, aLost, bLost };
}

function comparePositions(a: StoredReading, b: StoredReading): number {
  const [aLat, bLat] = [a.values[LAT_SLOT], b.values[LAT_SLOT]];
  if (aLat === undefined || bLat === undefined)
    return Number(aLat !== undefined) - Number(bLat !== undefined);
  return compareValues(aLat, bLat) || compareValues(a.values[LON_SLOT] ?? 0, b.values[LON_SLOT] ?? 0);
}
