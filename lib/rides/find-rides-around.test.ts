import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRides } from "./find-rides";
import { findRidesAround } from "./find-rides-around";
import type { IntervalsOf } from "./island";
import type { Interval } from "./region";
import type { Ride } from "./ride";
import { inOrder, type Sample } from "./sample";
import { asStored } from "./testing/as-stored";
import { type RecordedPart, somePart } from "./testing/recorded-parts.arbitrary";
import { riding, sample } from "./testing/samples";

const MINUTE_MS = 60_000;
const Part = somePart(0);

function intervalOf({ readings }: RecordedPart): Interval {
  const times = readings.map(({ t }) => t);
  return { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
}
const later = (one: Sample, minutes: number): Sample => ({
  ...one,
  timeMs: one.timeMs + minutes * MINUTE_MS,
});
const isIn = (intervals: readonly Interval[], timeMs: number) =>
  intervals.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);

describe("findRidesAround", () => {
  it("finds from a part of the readings what all of them would give, whatever changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Part, { minLength: 1, maxLength: 8 }),
        fc.array(Part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 20, 200, 100_000),
        async (before, late, together) => {
          const has = asStored([...before, ...late]);
          const read = async (wanted: IntervalsOf, most: number) => {
            const samples = has.filter(({ timeMs }) => isIn(wanted.get("b") ?? [], timeMs));
            return samples.length > most ? null : new Map([["b", samples]]);
          };
          const found = await findRidesAround(new Map([["b", late.map(intervalOf)]]), read, together);
          const { regions = [], rides = [] } = found.get("b") ?? {};
          const isKept = ({ startMs }: Ride) => !isIn(regions, startMs);
          const kept = findRides(asStored(before)).filter(isKept);
          const all = [...kept, ...rides].sort((a, b) => a.startMs - b.startMs);
          expect(all).toEqual(findRides(has));
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it.each([9, 10, 11])(
    "cuts by days only what is one ride for more than one, where sources take turns: %i half minutes",
    async (halves) => {
      const day = 24 * 3_600;
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            /** How long after the module the phone says that it moves, s. */
            apart: fc.integer({ min: 0, max: halves * 30 }),
            /** Across a midnight, as long before or after one as is read at most. */
            rideFrom: fc.tuple(fc.constantFrom(1, 2, 3, 4, 5), fc.integer({ min: -3_600, max: 0 })),
            rideFor: fc.integer({ min: 3_600, max: 10_800 }),
            lateAt: fc.integer({ min: -1_800, max: 5_400 }),
            isModuleAlone: fc.boolean(),
            late: fc.constantFrom("iot" as const, "app" as const),
            kmh: fc.constantFrom(null, 0, 2),
          }),
          async ({ apart, rideFrom: [midnight, from], rideFor, lateAt, isModuleAlone, late, kmh }) => {
            const told = { everyS: halves * 30, kmh: 2 };
            const before = [
              ...riding("iot", { ...told, fromS: 0, toS: 6 * day }),
              ...(isModuleAlone ? [] : riding("app", { ...told, fromS: apart, toS: 6 * day })),
              ...riding("app", {
                fromS: midnight * day + from,
                toS: midnight * day + from + rideFor,
                everyS: 30,
              }),
            ];
            const lateMs = (3 * day + lateAt) * 1_000 + 1;
            const changed = { fromMs: lateMs, toMs: lateMs + 1 };
            const has = [...before, sample(lateMs, late, { socPct: 50, speedKmh: kmh })].sort(inOrder);
            const found = await findRidesAround(
              new Map([["b", [changed]]]),
              async (wanted) =>
                new Map([["b", has.filter(({ timeMs }) => isIn(wanted.get("b") ?? [], timeMs))]]),
            );
            const { regions = [], rides = [] } = found.get("b") ?? {};
            const kept = findRides(before.toSorted(inOrder)).filter(({ startMs }) => !isIn(regions, startMs));
            expect([...kept, ...rides].sort((a, b) => a.startMs - b.startMs)).toEqual(findRides(has));
          },
        ),
        { numRuns: 20 },
      );
    },
    60_000,
  );

  it("reads half an hour around a short ride, and no more", async () => {
    const asked: Interval[] = [];
    await findRidesAround(new Map([["b", [{ fromMs: 0, toMs: MINUTE_MS }]]]), async (wanted) => {
      asked.push(...[...wanted.values()].flat());
      return new Map();
    });
    expect(asked).toEqual([{ fromMs: -30 * MINUTE_MS, toMs: 31 * MINUTE_MS }]);
  });

  it("holds no more than fits the memory, however much has to be read around changes of many bikes", async () => {
    const hours = (count: number) => count * 3_600_000;
    const ridden = riding("app", { fromS: 0, toS: 20 * 3_600, everyS: 200 });
    const bikes = Array.from({ length: 60 }, (_, at) => `MB-${at}`);
    const change = { fromMs: hours(10), toMs: hours(10) + 1 };
    const asked: number[] = [];
    const found = await findRidesAround(new Map(bikes.map((id) => [id, [change]])), async (wanted) => {
      const all = [...wanted.values()].flat();
      asked.push(all.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0));
      const of = ({ fromMs, toMs }: Interval) =>
        ridden.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
      return new Map([...wanted].map(([id, intervals]) => [id, intervals.flatMap(of)]));
    });
    expect(Math.max(...asked)).toBeLessThanOrEqual(hours(14 * 24));
    for (const id of bikes)
      expect(found.get(id)?.rides.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[0, hours(20)]]);
  });

  it("reads no more samples together than fit the memory, however densely they were recorded", async () => {
    const [most, week] = [5_000, 7 * 24 * 60 * MINUTE_MS];
    const [rare, dense] = [
      riding("app", { fromS: 0, toS: 600, everyS: 60 }),
      riding("app", { fromS: 0, toS: 600, everyS: 0.2 }),
    ];
    const recorded = new Map([
      ["rare", rare],
      ["dense", [0, 300, 7_000, 10_000].flatMap((minute) => dense.map((one) => later(one, minute)))],
      ["denser", riding("app", { fromS: 0, toS: 600, everyS: 0.1 })],
    ]);
    const given: number[] = [];
    const found = await findRidesAround(
      new Map([...recorded.keys()].map((id) => [id, [{ fromMs: 0, toMs: week }]])),
      async (wanted, asked) => {
        const samples = [...wanted].map(([id, intervals]): [string, Sample[]] => [
          id,
          (recorded.get(id) ?? []).filter(({ timeMs }) => isIn(intervals, timeMs)),
        ]);
        const count = samples.reduce((sum, [, own]) => sum + own.length, 0);
        if (count > asked) return null;
        given.push(count);
        return new Map(samples);
      },
      most,
    );
    // Of an hour all are read, even where it has more.
    expect(given.filter((count) => count > most)).toEqual([6_001]);
    for (const [id, samples] of recorded) expect(found.get(id)?.rides).toEqual(findRides(samples));
  });

  it("lets others have their turn, however many samples it looks at", async () => {
    const hour = riding("iot", { fromS: 0, toS: 3_600, everyS: 1 });
    const bikes = Array.from({ length: 15 }, (_, at) => `YB-${at}`);
    let [turns, isOver] = [0, false];
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await findRidesAround(
      new Map(bikes.map((id) => [id, [{ fromMs: 0, toMs: 3_600_001 }]])),
      async (wanted) => new Map([...wanted.keys()].map((id) => [id, hour])),
    );
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  }, 60_000);
});
