import { slotOf } from "@/lib/domain/fields";
import {
  LAT_SLOT,
  LON_SLOT,
  microdegreesOf,
  type SlotValue,
  type StoredReading,
  toDocument,
} from "@/lib/domain/stored-reading";

/** Degrees. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** What a reading says, or what all of one identity say together. */
export interface SentReading {
  readonly bikeId: string;
  readonly timeMs: number;
  readonly speedKmh: number;
  readonly odometerM: number;
  readonly place?: Place | null;
}

/** Everything that was sent and acknowledged by Kafka, by what must become of it. */
export class Sent {
  /** By identity, as `bike/source/time`: the greatest value of each field, a place as the pair. */
  readonly readings = new Map<string, SentReading>();
  /** Values that a greater one of their field replaced, by `identity value`. */
  readonly lost = new Map<string, { readonly identity: string; readonly value: string }>();
  /** Identities of readings of a time that has not come. */
  readonly ahead = new Set<string>();
  /** Texts of readings without a time. */
  readonly timeless = new Set<string>();
  /** Values of records that are no packets. */
  readonly broken = new Set<string>();
  /** Readings in all, repetitions counted. */
  total = 0;

  add(reading: SentReading): void {
    this.total++;
    const identity = identityOf(reading.bikeId, reading.timeMs);
    const known = this.readings.get(identity);
    if (!known) {
      this.readings.set(identity, reading);
      return;
    }
    const greatest = {
      ...known,
      speedKmh: Math.max(known.speedKmh, reading.speedKmh),
      odometerM: Math.max(known.odometerM, reading.odometerM),
      place: greaterPlace(known.place, reading.place),
    };
    this.readings.set(identity, greatest);
    const won = new Set(valuesOf(inStoredForm(greatest)));
    for (const value of [known, reading].flatMap((one) => valuesOf(inStoredForm(one))))
      if (!won.has(value)) this.lost.set(`${identity} ${value}`, { identity, value });
  }

  addAhead(reading: SentReading): void {
    this.total++;
    this.ahead.add(identityOf(reading.bikeId, reading.timeMs));
  }
}

/** Beginning of the ids of the fleet. */
export const FLEET = "FLT-";
/** Of bikes whose uploads were broken or cut so that nobody knows what is in: anything may be, but once. */
export const STRAY = `${FLEET}STRAY-`;

export const identityOf = (bikeId: string, timeMs: number): string => `${bikeId}/iot/${timeMs}`;

/** None for what is no packet, of readings without a time, and of bikes of which nothing is promised. */
export function identitiesIn(bikeId: string, value: Buffer | null): string[] {
  if (!bikeId.startsWith(FLEET) || bikeId.startsWith(STRAY)) return [];
  try {
    const { readings }: { readings: { t: unknown }[] } = JSON.parse(String(value));
    return readings.flatMap(({ t }) => (typeof t === "number" ? [identityOf(bikeId, t)] : []));
  } catch {
    return [];
  }
}

/** A reading as it is to be stored. */
export function inStoredForm({ timeMs, speedKmh, odometerM, place }: SentReading): StoredReading {
  const values: SlotValue[] = [];
  values[slotOf("speed_kmh")] = Math.round(speedKmh * 100);
  values[slotOf("odometer_m")] = odometerM;
  if (place) {
    values[LAT_SLOT] = microdegreesOf(place.lat);
    values[LON_SLOT] = microdegreesOf(place.lon);
  }
  return { timeMs, values };
}

/** Each value of a reading as a text, with its field; a position is one value. */
export function valuesOf(reading: StoredReading): string[] {
  const { "@timestamp": _, ...values } = toDocument(reading);
  return Object.entries(values).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
}

/** By latitude, then by longitude; one that was not sent is the smallest. */
function greaterPlace(a: Place | null | undefined, b: Place | null | undefined): Place | null {
  if (!a || !b) return a ?? b ?? null;
  return a.lat > b.lat || (a.lat === b.lat && a.lon > b.lon) ? a : b;
}
