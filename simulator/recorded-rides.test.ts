import { describe, expect, it } from "vitest";
import { decodeReading } from "@/lib/domain/decode-reading";
import { FaultList } from "@/lib/domain/faults";
import type { RideContent } from "@/lib/domain/ride-document";
import { contentOf } from "@/lib/rides/content-of";
import { findRides } from "@/lib/rides/find-rides";
import { inOrder, sampleOf } from "@/lib/rides/sample";
import { ridesIn } from "./replay-rides";
import type { SentReading } from "./sent-packet";

const recorded = await ridesIn("data/dublin-rides");

/** Rides as they are kept. */
const keptOf = (readings: readonly SentReading[]): RideContent[] =>
  findRides(
    readings.map((reading, at) => sampleOf(decodeReading(reading, at, new FaultList()), "app")).sort(inOrder),
  ).map((ride) => contentOf("DCU-000001", ride, null));

const metresIn = (rides: readonly RideContent[]): number =>
  rides.reduce((sum, { distance_m }) => sum + distance_m, 0);

const [GAP_MS, KEPT_GAP_MS] = [10_000, 60_000];
/** One recording jumps by 140 m within a second. */
const FASTEST_KMH = 120;
const DEGREE_M = 111_132.95;

/**
 * Sum of steps of so many ms at most, none faster than a bike, on the local flat of the WGS84 ellipsoid, straight from the
 * recording (series of a degree's length: J. P. Snyder, Map Projections, 1987).
 */
function metresOf(readings: readonly SentReading[], gapMs: number): number {
  let sum = 0;
  const located = readings.filter(({ lat, lon }) => lat !== undefined && lon !== undefined);
  for (const [at, { t, lat, lon }] of located.entries()) {
    const before = located[at - 1];
    if (!before || Number(t) - Number(before.t) > gapMs) continue;
    const middle = ((Number(lat) + Number(before.lat)) * Math.PI) / 360;
    const north = (Number(lat) - Number(before.lat)) * (DEGREE_M - 559.85 * Math.cos(2 * middle));
    const east =
      (Number(lon) - Number(before.lon)) * (111_412.88 * Math.cos(middle) - 93.5 * Math.cos(3 * middle));
    const metres = Math.hypot(north, east);
    if (metres <= (FASTEST_KMH / 3_600) * (Number(t) - Number(before.t))) sum += metres;
  }
  return sum;
}

/** The same ride with its gaps of more than ten seconds drawn out to more than a minute: rides leave those out. */
function drawnOut(readings: readonly SentReading[]): SentReading[] {
  let [laterMs, beforeMs] = [0, Number.POSITIVE_INFINITY];
  return readings.map((reading) => {
    const timeMs = Number(reading.t);
    if (reading.lat === undefined || reading.lon === undefined) return { ...reading, t: timeMs + laterMs };
    const apartMs = timeMs - beforeMs;
    if (apartMs > GAP_MS && apartMs <= KEPT_GAP_MS) laterMs += KEPT_GAP_MS;
    beforeMs = timeMs;
    return { ...reading, t: timeMs + laterMs };
  });
}

describe("recorded rides", () => {
  it.each(recorded)("%s is kept as one ride, as long as its positions are", (_, { readings }) => {
    const rides = keptOf(readings);
    expect(rides).toHaveLength(1);
    expect(Math.abs(metresIn(rides) / metresOf(readings, KEPT_GAP_MS) - 1)).toBeLessThan(0.02);
  });

  it.each(recorded)("%s is kept as long as its positions are, gaps over ten seconds left out", (_, ride) => {
    const rides = keptOf(drawnOut(ride.readings));
    expect(Math.abs(metresIn(rides) / metresOf(ride.readings, GAP_MS) - 1)).toBeLessThan(0.02);
  });
});
