import type { Place, SentReading } from "./sent";

const WEEK_MS = 7 * 86_400_000;

/** Makes readings that are all different, numbered by their odometer. */
export class NumberedReadings {
  private readonly numbers = new Map<string, number>();
  /** Of each bike's newest live reading. */
  private readonly times = new Map<string, number>();

  /** Readings of now, or of months ago. */
  next(bikeId: string, count: number, isLate: boolean): SentReading[] {
    const nowMs = Date.now();
    return Array.from({ length: count }, () => {
      const odometerM = (this.numbers.get(bikeId) ?? 0) + 1;
      this.numbers.set(bikeId, odometerM);
      const timeMs = isLate ? lateTime(odometerM) : Math.max(nowMs - 500, (this.times.get(bikeId) ?? 0) + 1);
      if (!isLate) this.times.set(bikeId, timeMs);
      return { bikeId, timeMs, odometerM, speedKmh: odometerM % 40, place: placeOf(odometerM) };
    });
  }
}

/** The same instant with other values: as fast or faster, and beside where it was, so that one half of the pair is greater. */
export function otherwise(reading: SentReading, by: number): SentReading {
  const { lat, lon } = reading.place ?? placeOf(reading.odometerM);
  const aside = (by - 2) / 1_000;
  return { ...reading, speedKmh: reading.speedKmh + by, place: { lat: lat + aside, lon: lon - aside } };
}

/** Readings of one bike as a client sends them. */
export function packetOf(readings: readonly SentReading[]): string {
  const sent = readings.map(({ timeMs, speedKmh, odometerM, place }) => ({
    t: timeMs,
    speed_kmh: speedKmh,
    odometer_m: odometerM,
    ...place,
  }));
  return JSON.stringify({ v: 1, bike_id: readings[0]?.bikeId, source: "iot", readings: sent });
}

/** Months ago, in one of a few weeks, and never twice for one bike. */
const lateTime = (number: number): number =>
  Math.floor(Date.now() / WEEK_MS - 10 - (number % 5)) * WEEK_MS + number * 1_000;

/** Somewhere on the way through Vaduz. */
const placeOf = (number: number): Place => ({ lat: 47.14 + (number % 100) / 10_000, lon: 9.52 });
