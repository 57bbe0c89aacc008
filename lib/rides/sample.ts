import { fieldNamed, INGEST_CLIENT, LATENESS_SECONDS, LOCATION } from "@/lib/domain/fields";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { degreesOf, fromDocument, LAT_SLOT, LON_SLOT, type StoredReading } from "@/lib/domain/stored-reading";

/** Slot and scale of a number of the contract. */
function scaleOf(name: string): { readonly slot: number; readonly factor: number; readonly stored: string } {
  const found = fieldNamed(name);
  if (found?.field.kind !== "number") throw new Error(`the contract has no number "${name}"`);
  return { slot: found.slot, factor: found.field.factor, stored: found.field.stored };
}

const SCALES = {
  altitudeM: scaleOf("altitude_m"),
  speedKmh: scaleOf("speed_kmh"),
  socPct: scaleOf("soc_pct"),
  currentA: scaleOf("battery_current_a"),
  voltageV: scaleOf("battery_voltage_v"),
  batteryTempC: scaleOf("battery_temp_c"),
  ambientTempC: scaleOf("ambient_temp_c"),
  motorPowerW: scaleOf("motor_power_w"),
  riderPowerW: scaleOf("rider_power_w"),
  assistLevel: scaleOf("assist_level"),
  odometerM: scaleOf("odometer_m"),
  cycles: scaleOf("battery_cycles"),
  healthPct: scaleOf("state_of_health_pct"),
} as const;
type Measure = keyof typeof SCALES;

/** What a ride is made from of one stored reading, in the units of the contract; null for what was not sent. */
export interface Sample extends Readonly<Record<Measure, number | null>> {
  /** Event time, ms since epoch. */
  readonly timeMs: number;
  readonly source: Source;
  /** The id that it was reported under: of another bike where a module was swapped. */
  readonly reportedAs: string;
  readonly place: Place | null;
  /** Whole seconds from its time to its first arrival, and whose upload that was; null where that is not known. */
  readonly latenessS: number;
  readonly client: string | null;
}

/** Degrees, WGS84. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Fields of a window's document that `sampleIn` reads. */
export const SAMPLE_SOURCE: readonly string[] = [
  "@timestamp",
  "source",
  "bike_id",
  LOCATION,
  LATENESS_SECONDS,
  INGEST_CLIENT,
  ...Object.values(SCALES).map(({ stored }) => stored),
];

/** The sample in a window's document. @throws Error for a document that is no reading. */
export function sampleIn(document: Readonly<Record<string, unknown>>): Sample {
  const source = SOURCES.find((known) => known === document.source);
  if (source === undefined) throw new Error(`expected a reading's source, got ${String(document.source)}`);
  const lateness = document[LATENESS_SECONDS];
  const client = document[INGEST_CLIENT];
  return sampleOf(fromDocument(document), source, {
    reportedAs: String(document.bike_id),
    latenessS: typeof lateness === "number" ? lateness : 0,
    client: typeof client === "string" ? client : null,
  });
}

const NOT_KNOWN = { reportedAs: "", latenessS: 0, client: null };

export function sampleOf(
  { timeMs, values }: StoredReading,
  source: Source,
  came: Pick<Sample, "reportedAs" | "latenessS" | "client"> = NOT_KNOWN,
): Sample {
  const [lat, lon] = [values[LAT_SLOT], values[LON_SLOT]];
  const place =
    typeof lat === "number" && typeof lon === "number" ? { lat: degreesOf(lat), lon: degreesOf(lon) } : null;
  const value = (measure: Measure): number | null => {
    const { slot, factor } = SCALES[measure];
    const stored = values[slot];
    return typeof stored === "number" ? stored / factor : null;
  };
  return {
    timeMs,
    source,
    ...came,
    place,
    altitudeM: value("altitudeM"),
    speedKmh: value("speedKmh"),
    socPct: value("socPct"),
    currentA: value("currentA"),
    voltageV: value("voltageV"),
    batteryTempC: value("batteryTempC"),
    ambientTempC: value("ambientTempC"),
    motorPowerW: value("motorPowerW"),
    riderPowerW: value("riderPowerW"),
    assistLevel: value("assistLevel"),
    odometerM: value("odometerM"),
    cycles: value("cycles"),
    healthPct: value("healthPct"),
  };
}

/** Samples further apart leave a gap, ms: nothing is told of what lies in it. */
export const GAP_MS = 60_000;

/** Order of a bike's samples: by time, and of one instant as the windows order them. */
export const inOrder = (a: Sample, b: Sample): number =>
  a.timeMs - b.timeMs || compare(a.source, b.source) || compare(a.reportedAs, b.reportedAs);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Index of the first of some in order that is at or after a time, ms since epoch. */
export function firstFrom(samples: readonly Pick<Sample, "timeMs">[], atMs: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.timeMs ?? Number.POSITIVE_INFINITY) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
