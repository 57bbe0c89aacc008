import { describe, expect, it } from "vitest";
import { decodeReading } from "@/lib/domain/decode-reading";
import { FaultList } from "@/lib/domain/faults";
import { findRides } from "@/lib/rides/find-rides";
import { movementOf } from "@/lib/rides/movement";
import { inOrder, type Sample, sampleOf } from "@/lib/rides/sample";
import { legsOf } from "@/lib/rides/way";
import { ridesIn } from "./replay-rides";

const recorded = await ridesIn("data/dublin-rides");
const samplesOf = (readings: readonly object[]): Sample[] =>
  readings.map((reading, at) => sampleOf(decodeReading(reading, at, new FaultList()), "app")).sort(inOrder);

const GAP_S = 10;
/** One recording jumps by 140 m within a second. */
const FASTEST_KMH = 120;
const DEGREE_M = 111_132.95;

/** Sum of steps of at most ten seconds, none faster than a bike, on the ellipsoid's local flat (WGS84 series), straight from the recording. */
function metresOf(
  readings: readonly { readonly t?: unknown; readonly lat?: unknown; readonly lon?: unknown }[],
) {
  let sum = 0;
  for (const [at, { t, lat, lon }] of readings.entries()) {
    const before = readings[at - 1];
    if (!before || Number(t) - Number(before.t) > GAP_S * 1_000) continue;
    const middle = ((Number(lat) + Number(before.lat)) * Math.PI) / 360;
    const north = (Number(lat) - Number(before.lat)) * (DEGREE_M - 559.85 * Math.cos(2 * middle));
    const east =
      (Number(lon) - Number(before.lon)) * (111_412.88 * Math.cos(middle) - 93.5 * Math.cos(3 * middle));
    const metres = Math.hypot(north, east);
    if (metres <= (FASTEST_KMH / 3_600) * (Number(t) - Number(before.t))) sum += metres;
  }
  return sum;
}

describe("recorded rides", () => {
  it.each(recorded)(
    "%s is one ride, as long as its positions are, gaps over ten seconds left out",
    (_, ride) => {
      const samples = samplesOf(ride.readings);
      expect(findRides(samples)).toHaveLength(1);
      const movements = movementOf(samples);
      const steps = samples.map((sample, at) => ({ sample, moves: movements[at] === "moves" }));
      const legs = legsOf(steps).filter(
        ({ ms, from, to }) => ms <= GAP_S * 1_000 && (from.moves || to.moves),
      );
      const found = legs.reduce((sum, { metres }) => sum + metres, 0);
      const located = ride.readings.filter(({ lat, lon }) => lat !== undefined && lon !== undefined);
      expect(Math.abs(found / metresOf(located) - 1)).toBeLessThan(0.02);
    },
  );
});
