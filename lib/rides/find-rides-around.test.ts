import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRides } from "./find-rides";
import { findRidesAround } from "./find-rides-around";
import type { Interval } from "./region";
import type { Ride } from "./ride";
import { inOrder, type Sample } from "./sample";
import { north, sample } from "./testing/samples";

const MINUTE_MS = 60_000;

/** What one source reports over a while, on the grid of half a minute, riding or standing. */
const Part = fc
  .record({
    source: fc.constantFrom("iot" as const, "app" as const),
    startHalf: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 6 * 2_880 })),
    steps: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) },
      { weight: 1, arbitrary: fc.integer({ min: 300, max: 1_000 }) },
    ),
    stepHalves: fc.constantFrom(1, 3, 9, 11),
    kmh: fc.constantFrom(0, 12),
    tells: fc.constantFrom("speed", "place", "both", "neither"),
  })
  .map(({ source, startHalf, steps, stepHalves, kmh, tells }): Sample[] =>
    Array.from({ length: steps }, (_, at) => {
      const timeMs = (startHalf + at * stepHalves) * 30_000;
      const isTold = (what: string) => tells === what || tells === "both";
      return sample(timeMs, source, {
        ...(isTold("speed") ? { speedKmh: kmh } : {}),
        ...(isTold("place") ? { place: north(((at * stepHalves * kmh) / 120) * 1_000) } : {}),
        ...(tells === "neither" ? { socPct: 50 } : {}),
      });
    }),
  );

/** One sample of each source and instant, the first. */
function asStored(samples: readonly Sample[]): Sample[] {
  const byIdentity = new Map<string, Sample>();
  for (const one of samples) {
    const identity = `${one.source} ${one.timeMs}`;
    if (!byIdentity.has(identity)) byIdentity.set(identity, one);
  }
  return [...byIdentity.values()].sort(inOrder);
}

describe("findRidesAround", () => {
  it("finds from a part of the readings what all of them would give, whatever changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Part, { minLength: 1, maxLength: 8 }),
        fc.array(Part, { minLength: 1, maxLength: 3 }),
        async (before, late) => {
          const had = asStored(before.flat());
          const has = asStored([...before.flat(), ...late.flat()]);
          const changes = late.map((part) => {
            const times = part.map(({ timeMs }) => timeMs);
            return { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
          });
          const read = async (intervals: readonly Interval[]) =>
            has.filter(({ timeMs }) =>
              intervals.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs),
            );
          const { regions, rides } = await findRidesAround(changes, read);
          const isOutside = ({ startMs }: Ride) =>
            regions.every(({ fromMs, toMs }) => startMs < fromMs || startMs >= toMs);
          const kept = findRides(had).filter(isOutside);
          const all = [...kept, ...rides].sort((a, b) => a.startMs - b.startMs);
          expect(all).toEqual(findRides(has));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("reads half an hour around a short ride, and no more", async () => {
    const asked: Interval[] = [];
    await findRidesAround([{ fromMs: 0, toMs: MINUTE_MS }], async (intervals) => {
      asked.push(...intervals);
      return [];
    });
    expect(asked).toEqual([{ fromMs: -30 * MINUTE_MS, toMs: 31 * MINUTE_MS }]);
  });
});
