import { FIELDS } from "./fields";
import type { Source } from "./packet";
import {
  POSITION,
  type StateDocument,
  type StateEntry,
  type StoredPosition,
  type StoredValue,
} from "./state-document";
import {
  ALTITUDE_SLOT,
  degreesOf,
  HEADING_SLOT,
  LAT_SLOT,
  LON_SLOT,
  type SlotValue,
  type StoredReading,
} from "./stored-reading";
import { compareValues } from "./value-order";

const RANK: Readonly<Record<Source, number>> = { iot: 1, app: 0 };
const IN_POSITION = new Set([LAT_SLOT, LON_SLOT, ALTITUDE_SLOT, HEADING_SLOT]);

/** What one reading says about its bike: each of its values as an entry. Altitude and heading count with a position only. */
export function entriesOf(reading: StoredReading, source: Source): Record<string, StateEntry> {
  const entries: Record<string, StateEntry> = {};
  const position = positionOf(reading.values);
  if (position) entries[POSITION] = { t: reading.timeMs, s: source, v: position };
  for (const [slot, field] of FIELDS.entries()) {
    const value = reading.values[slot];
    if (value !== undefined && !IN_POSITION.has(slot))
      entries[field.stored] = { t: reading.timeMs, s: source, v: value };
  }
  return entries;
}

/**
 * Merges two states of one bike, per field the greatest (event time, source rank, value). Commutative, associative and
 * idempotent. The greater generation wins whole.
 */
export function mergeStates(a: StateDocument, b: StateDocument): StateDocument {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b;
  const fields: Record<string, StateEntry> = { ...a.fields };
  for (const [name, entry] of Object.entries(b.fields)) {
    const present = fields[name];
    if (!present || compareEntries(present, entry) < 0) fields[name] = entry;
  }
  return stateDocument(a.bike_id, a.generation, fields, laterOf(a.newest_at, b.newest_at));
}

/** State of a bike from its entries; what is filtered and sorted on is copied out. */
export function stateDocument(
  bikeId: string,
  generation: number,
  fields: Readonly<Record<string, StateEntry>>,
  newestAtMs: number | null,
): StateDocument {
  const position = fields[POSITION];
  return {
    bike_id: bikeId,
    generation,
    newest_at: newestAtMs,
    fields,
    ...(position && isPosition(position.v)
      ? { location: { lat: position.v.lat, lon: position.v.lon }, location_at: position.t }
      : {}),
    ...copied(fields, "speed_ckmh", isNumber),
    ...copied(fields, "soc_permille", isNumber),
    ...copied(fields, "odometer_m", isNumber),
    ...copied(fields, "error_codes", isTexts),
    ...copied(fields, "locked", isTruth),
  };
}

/** Order of two entries of one field: the greater one is kept. */
export function compareEntries(a: StateEntry, b: StateEntry): number {
  return a.t - b.t || RANK[a.s] - RANK[b.s] || compareStateValues(a.v, b.v);
}

function compareStateValues(a: StoredValue, b: StoredValue): number {
  if (isPosition(a) && isPosition(b)) {
    return (
      a.lat - b.lat ||
      a.lon - b.lon ||
      (a.altitude_dm ?? -100_000) - (b.altitude_dm ?? -100_000) ||
      (a.heading_deg ?? -1) - (b.heading_deg ?? -1)
    );
  }
  if (isPosition(a) || isPosition(b)) throw new Error("a position cannot be ordered with another value");
  return compareValues(a, b);
}

function positionOf(values: readonly (SlotValue | undefined)[]): StoredPosition | null {
  const [lat, lon, altitude, heading] = [
    values[LAT_SLOT],
    values[LON_SLOT],
    values[ALTITUDE_SLOT],
    values[HEADING_SLOT],
  ];
  if (typeof lat !== "number" || typeof lon !== "number") return null;
  return {
    lat: degreesOf(lat),
    lon: degreesOf(lon),
    ...(typeof altitude === "number" ? { altitude_dm: altitude } : {}),
    ...(typeof heading === "number" ? { heading_deg: heading } : {}),
  };
}

const laterOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function copied<T extends StoredValue>(
  fields: Readonly<Record<string, StateEntry>>,
  name: string,
  is: (value: StoredValue) => value is T,
): Record<string, T> {
  const value = fields[name]?.v;
  return value !== undefined && is(value) ? { [name]: value } : {};
}

export const isPosition = (value: StoredValue): value is StoredPosition =>
  typeof value === "object" && !Array.isArray(value);
const isNumber = (value: StoredValue): value is number => typeof value === "number";
const isTruth = (value: StoredValue): value is boolean => typeof value === "boolean";
const isTexts = (value: StoredValue): value is readonly string[] => Array.isArray(value);
