import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRides } from "./find-rides";
import { north, sample } from "./testing/samples";

const EVERY_S = 5;
/** One source tells so many steps, then it or the other one. */
const TURN_STEPS = 15;
const Turns = fc.array(fc.constantFrom("iot" as const, "app" as const), { minLength: 4, maxLength: 4 });
/** What a bike that rides 5 m/s, or halts, tells at each step: where it is, its counter, which may have gone back, its power. */
const Steps = fc.array(
  fc.record({
    rides: fc.boolean(),
    isLocated: fc.boolean(),
    isCounted: fc.boolean(),
    backM: fc.constantFrom(0, 0, 0, 15, 40),
    watts: fc.option(fc.constantFrom(-100, 0, 200), { nil: null }),
  }),
  { minLength: 30, maxLength: 60 },
);

describe("what belongs together of a ride", () => {
  it("is never more than the whole, whatever of it is told", () => {
    fc.assert(
      fc.property(Steps, Turns, (steps, turns) => {
        const moved = steps.map((_, at) => steps.slice(1, at + 1).filter(({ rides }) => rides).length);
        const samples = steps.map(({ rides, isLocated, isCounted, backM, watts }, at) => {
          const metres = (moved[at] ?? 0) * EVERY_S * 5;
          const source = turns[Math.floor(at / TURN_STEPS)] ?? "iot";
          return sample(at * EVERY_S * 1_000, source, {
            speedKmh: rides ? 18 : 0,
            place: isLocated ? north(metres) : null,
            odometerM: isCounted ? (source === "iot" ? 100 : 900) + metres - backM : null,
            ...(watts === null ? {} : { voltageV: 50, currentA: watts / 50 }),
          });
        });
        for (const ride of findRides(samples)) {
          expect(ride.wayM).toBeLessThanOrEqual(ride.distanceM + 1);
          expect(ride.wayEnergyM).toBeLessThanOrEqual(ride.wayM + 1);
          expect(ride.wayS).toBeLessThanOrEqual(ride.movingS + 1);
          expect(ride.energyS).toBeLessThanOrEqual(ride.movingS + 1);
          if (ride.wayWh === null) expect(ride.wayEnergyM).toBe(0);
        }
      }),
    );
  });

  it("is as much as a look at each second finds, where all is told but energy", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(null, -100, 0, 200), { minLength: 10, maxLength: 40 }),
        (watts) => {
          const samples = watts.map((w, at) =>
            sample(at * 5_000, "iot", {
              ...{ speedKmh: 18, place: north(at * 25) },
              ...(w === null ? {} : { voltageV: 50, currentA: w / 50 }),
            }),
          );
          const told = watts.flatMap((w, at) => (w === null ? [] : [{ atS: at * 5, watts: w }]));
          let [joules, seconds] = [0, 0];
          for (let atS = 0.5; atS < (watts.length - 1) * 5; atS++) {
            const before = told.findLast((word) => word.atS < atS);
            const after = told.find((word) => word.atS > atS);
            if (!before || !after || after.atS - before.atS > 60) continue;
            const share = (atS - before.atS) / (after.atS - before.atS);
            joules += before.watts + (after.watts - before.watts) * share;
            seconds++;
          }
          const [ride] = findRides(samples);
          expect(ride?.wayM).toBe((watts.length - 1) * 25);
          expect(ride?.energyS).toBe(seconds);
          expect(Math.abs((ride?.wayEnergyM ?? 0) - seconds * 5)).toBeLessThanOrEqual(1);
          expect(Math.abs((ride?.wayWh ?? 0) - joules / 3_600)).toBeLessThan(0.02);
          expect(ride?.wayWh === null).toBe(seconds === 0);
        },
      ),
    );
  });
});
