import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metresBetween } from "@/lib/domain/earth";
import { movementOf } from "./movement";
import { north, sample } from "./testing/samples";

const Positions = fc.array(
  fc.record({ afterS: fc.integer({ min: 1, max: 200 }), metres: fc.integer({ min: -25, max: 25 }) }),
  { minLength: 1, maxLength: 40 },
);

describe("movement by positions", () => {
  it("is told as by looking at each of the five minutes before", () => {
    fc.assert(
      fc.property(Positions, (positions) => {
        let atS = 0;
        const samples = positions.map(({ afterS, metres }) => {
          atS += afterS;
          return sample(atS * 1_000, "app", { place: north(metres) });
        });
        const expected = samples.map(({ timeMs, place }, at) => {
          const before = samples.slice(0, at).filter((one) => one.timeMs >= timeMs - 300_000);
          if (before.length === 0) return "unknown";
          const isFar = before.some(
            (one) =>
              one.place && place && metresBetween(one.place.lat, one.place.lon, place.lat, place.lon) >= 20,
          );
          return isFar ? "moves" : "stands";
        });
        expect(movementOf(samples)).toEqual(expected);
      }),
    );
  });
});
