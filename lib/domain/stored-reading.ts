import { ERROR_COUNT, FIELDS, LATITUDE, LOCATION, LONGITUDE, slotOf } from "./fields";

/** A value in stored form: scaled integer, truth, text, or sorted unique texts. */
export type SlotValue = number | boolean | string | readonly string[];

/** One reading in stored form. `values` is indexed by slot (position in `FIELDS`); undefined is "not sent". */
export interface StoredReading {
  /** Event time, ms since epoch. */
  readonly timeMs: number;
  readonly values: readonly (SlotValue | undefined)[];
}

export const SLOT_COUNT = FIELDS.length;
export const LAT_SLOT = FIELDS.indexOf(LATITUDE);
export const LON_SLOT = FIELDS.indexOf(LONGITUDE);
export const ALTITUDE_SLOT = slotOf("altitude_m");
export const HEADING_SLOT = slotOf("heading_deg");
export const ERROR_CODES_SLOT = slotOf("error_codes");
const MICRODEGREES = LATITUDE.factor;

/** Degrees of a latitude or longitude in stored form. */
export const degreesOf = (microdegrees: number): number => microdegrees / MICRODEGREES;
/** Stored form of degrees; takes back what Elasticsearch's own rounding of a geo_point (about 1 cm) did. */
export const microdegreesOf = (degrees: number): number => Math.round(degrees * MICRODEGREES) + 0;

/** The document of a window, without dimensions and arrival fields. */
export function toDocument(reading: StoredReading): Record<string, unknown> {
  const document: Record<string, unknown> = { "@timestamp": reading.timeMs };
  const [lat, lon] = [reading.values[LAT_SLOT], reading.values[LON_SLOT]];
  if (typeof lat === "number" && typeof lon === "number") {
    document[LOCATION] = { lat: degreesOf(lat), lon: degreesOf(lon) };
  }
  for (const [slot, field] of FIELDS.entries()) {
    const value = reading.values[slot];
    if (value === undefined || slot === LAT_SLOT || slot === LON_SLOT) continue;
    document[field.stored] = value;
    if (slot === ERROR_CODES_SLOT && Array.isArray(value)) document[ERROR_COUNT] = value.length;
  }
  return document;
}

/** The reading in a window's document. An empty set of error codes is told from a missing one by its count. */
export function fromDocument(document: Readonly<Record<string, unknown>>): StoredReading {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  const location = latLonOf(document[LOCATION]);
  if (location) {
    values[LAT_SLOT] = microdegreesOf(location.lat);
    values[LON_SLOT] = microdegreesOf(location.lon);
  }
  for (const [slot, field] of FIELDS.entries()) {
    const value = document[field.stored];
    if (field.kind === "text-set") {
      if (value !== undefined) values[slot] = Array.isArray(value) ? value.map(String) : [String(value)];
      else if (document[ERROR_COUNT] === 0) values[slot] = [];
    } else if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") {
      values[slot] = value;
    }
  }
  const time = document["@timestamp"];
  return { timeMs: typeof time === "number" ? time : Date.parse(String(time)), values };
}

/** Whether everything that a document keeps of a reading came into it: a newer version may have kept more. */
export function isWhole(document: Readonly<Record<string, unknown>>, reading: StoredReading): boolean {
  const known = toDocument(reading);
  return Object.keys(document).every((name) => name in known);
}

/** Both forms of a geo_point: an object, as answered, and `[lon, lat]`, as sent. */
function latLonOf(value: unknown): { lat: number; lon: number } | null {
  if (Array.isArray(value)) return { lat: Number(value[1]), lon: Number(value[0]) };
  if (typeof value !== "object" || value === null || !("lat" in value) || !("lon" in value)) return null;
  return { lat: Number(value.lat), lon: Number(value.lon) };
}
