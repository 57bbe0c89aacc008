import type { SentReading } from "./sent";

const WEEK_MS = 7 * 86_400_000;

/** Where a bike of the load stands. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

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
      return { bikeId, timeMs, odometerM, speedKmh: odometerM % 40 };
    });
  }
}

/** Months ago, in one of a few weeks, and never twice for one bike. */
const lateTime = (number: number): number =>
  Math.floor(Date.now() / WEEK_MS - 10 - (number % 5)) * WEEK_MS + number * 1_000;

/** Readings of one bike as a client sends them, with their place where there is one. */
export function packetOf(readings: readonly SentReading[], place: Place | null = null): string {
  const sent = readings.map(({ timeMs, speedKmh, odometerM }) => ({
    t: timeMs,
    speed_kmh: speedKmh,
    odometer_m: odometerM,
    ...place,
  }));
  return JSON.stringify({ v: 1, bike_id: readings[0]?.bikeId, source: "iot", readings: sent });
}
