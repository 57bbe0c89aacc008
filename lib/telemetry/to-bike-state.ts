import { FIELDS } from "@/lib/domain/fields";
import type { Source } from "@/lib/domain/packet";
import { POSITION } from "@/lib/domain/state-document";
import { ALTITUDE_SLOT, HEADING_SLOT } from "@/lib/domain/stored-reading";
import { toApiValue } from "@/lib/domain/units";
import type { BikeState, NewestValue } from "./models";
import type { StateRow } from "./state-row";
import { isLocating } from "./visible-filter";

/**
 * A state document in API units.
 * @param visible whether a value that this source measured then may be shown.
 * @returns null when nothing of it may be shown.
 */
export function toBikeState(
  row: StateRow,
  positions: boolean,
  visible: (atMs: number, source: Source) => boolean = () => true,
): BikeState | null {
  const values = FIELDS.flatMap((field): NewestValue[] => {
    const entry = row.fields[field.stored];
    if (!entry || isLocating(field) || !visible(entry.t, entry.s) || isPosition(entry.v)) return [];
    return [{ field: field.name, value: toApiValue(field, entry.v), measuredAtMs: entry.t, source: entry.s }];
  });
  const located = row.fields[POSITION];
  const position = located && visible(located.t, located.s) ? positionOf(located) : null;
  const times = [...values.map((value) => value.measuredAtMs), ...(position ? [position.measuredAtMs] : [])];
  if (times.length === 0) return null;
  return {
    bikeId: row.bike_id,
    newestAtMs: Math.max(...times),
    position: positions ? position : null,
    values,
  };
}

type Entry = StateRow["fields"][string];
type Value = Entry["v"];

const isPosition = (value: Value): value is Extract<Value, { lat: number }> =>
  typeof value === "object" && !Array.isArray(value);

function positionOf({ t, s, v }: Entry): BikeState["position"] {
  if (!isPosition(v)) return null;
  return {
    lat: v.lat,
    lon: v.lon,
    altitudeM: inApiUnits(ALTITUDE_SLOT, v.altitude_dm),
    headingDeg: inApiUnits(HEADING_SLOT, v.heading_deg),
    measuredAtMs: t,
    source: s,
  };
}

function inApiUnits(slot: number, stored: number | undefined): number | null {
  const field = FIELDS[slot];
  const value = field && stored !== undefined ? toApiValue(field, stored) : null;
  return typeof value === "number" ? value : null;
}
