import { BIKE_ID_PATTERN, SOURCES, type Source } from "@/lib/domain/packet";
import {
  POSITION,
  type StateDocument,
  type StateEntry,
  type StoredPosition,
  type StoredValue,
} from "@/lib/domain/state-document";

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSource = (value: unknown): value is Source => SOURCES.some((source) => source === value);

const isMaybeNumber = (value: unknown): value is number | undefined => value === undefined || isNumber(value);
function isPlace(value: unknown): value is StoredPosition {
  if (!isRecord(value) || !isNumber(value.lat) || !isNumber(value.lon)) return false;
  return isMaybeNumber(value.altitude_dm) && isMaybeNumber(value.heading_deg);
}

/** The fields that the grid keeps, and what their values must be. Others are not looked at. */
const KEPT: Readonly<Record<string, (value: unknown) => value is StoredValue>> = {
  [POSITION]: isPlace,
  speed_ckmh: isNumber,
  soc_permille: isNumber,
  battery_current_ca: isNumber,
  locked: (value) => typeof value === "boolean",
  error_codes: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((code) => typeof code === "string"),
};
const ENTRIES = Object.entries(KEPT);

/** Names of what is read of a state document. */
export const READ_FIELDS: readonly string[] = [
  "bike_id",
  "generation",
  "newest_at",
  ...Object.keys(KEPT).map((name) => `fields.${name}`),
];

/** A state as it was published or stored, with the fields that the grid keeps; null for anything else. */
export function readState(value: unknown): StateDocument | null {
  if (!isRecord(value)) return null;
  const { bike_id, generation, newest_at, fields } = value;
  if (typeof bike_id !== "string" || !BIKE_ID_PATTERN.test(bike_id)) return null;
  if (
    !isTime(generation) ||
    !(newest_at === null || isTime(newest_at)) ||
    (fields !== undefined && !isRecord(fields))
  )
    return null;
  const kept: Record<string, StateEntry> = {};
  for (const [name, is] of ENTRIES) {
    const entry = fields?.[name];
    if (entry === undefined) continue;
    if (!isRecord(entry) || !isTime(entry.t) || !isSource(entry.s) || !is(entry.v)) return null;
    kept[name] = { t: entry.t, s: entry.s, v: entry.v };
  }
  return { bike_id, generation, newest_at, fields: kept };
}
