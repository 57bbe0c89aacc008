import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, mergeCells, totalOf } from "./cells-of";
import { TABLES } from "./tables";
import { aConsentedRide, consentedRides } from "./testing/consented-rides";
import { figuresOf } from "./testing/figures-of";
import { naiveFigures } from "./testing/naive-figures";

describe("figures beneath the mask", () => {
  it("are those that are computed ride by ride", () => {
    fc.assert(
      fc.property(consentedRides, (rides) => {
        expect(figuresOf(rides)).toEqual(naiveFigures(rides));
      }),
      { numRuns: 300 },
    );
  });

  it("are the same in any order of the rides", () => {
    const shuffled = consentedRides.chain((rides) =>
      fc.tuple(fc.constant(rides), fc.shuffledSubarray(rides, { minLength: rides.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rides, other]) => {
        expect(figuresOf(other)).toEqual(figuresOf(rides));
      }),
      { numRuns: 100 },
    );
  });

  it("of days add up to those of all of them", () => {
    fc.assert(
      fc.property(consentedRides, (rides) => {
        for (const table of TABLES) {
          const days = [...new Set(rides.map(({ day }) => day))];
          const cut = mergeCells(
            days.map((day) =>
              cellsOf(
                table,
                rides.filter((ride) => ride.day === day),
              ),
            ),
          );
          const whole = cellsOf(table, rides);
          expect(new Set(cut.keys())).toEqual(new Set(whole.keys()));
          for (const [key, riders] of whole)
            expect(totalOf(cut.get(key)?.values() ?? [])).toEqual(totalOf(riders.values()));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("count a ride in each place that it touches, and a rider once in each", () => {
    const table = TABLES.find(({ name }) => name === "places");
    if (!table) throw new Error("no table of places");
    const ride = aConsentedRide({ start_cell: "1:1", cells: ["1:2", "1:3"], cells_m: [500, 700] });
    const cells = cellsOf(table, [ride, ride]);
    expect([...cells].map(([key, riders]) => [key, riders.size])).toEqual([
      ['["1:1"]', 1],
      ['["1:2"]', 1],
      ['["1:3"]', 1],
    ]);
  });
});
