import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate, MAX_POINTS, type Sample, toPoints } from "./decimate";

const samples = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 400 })
  .chain((times) =>
    fc
      .array(fc.integer({ min: -50, max: 50 }), { minLength: times.length, maxLength: times.length })
      .map((values): Sample[] =>
        times.sort((a, b) => a - b).map((atMs, index) => ({ atMs, value: values[index] ?? 0 })),
      ),
  );
const limit = fc.integer({ min: 4, max: 60 });

describe("decimate", () => {
  it("keeps to the limit, the order, and samples that were there", () => {
    fc.assert(
      fc.property(samples, limit, (all, most) => {
        const kept = decimate(all, most);
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 0));
        expect(kept).toEqual(all.filter((sample) => kept.includes(sample)));
      }),
    );
  });

  it("keeps the smallest, the greatest, the first and the last", () => {
    fc.assert(
      fc.property(samples, limit, (all, most) => {
        const values = decimate(all, most).map((sample) => sample.value);
        expect(Math.min(...values)).toBe(Math.min(...all.map((sample) => sample.value)));
        expect(Math.max(...values)).toBe(Math.max(...all.map((sample) => sample.value)));
        expect(decimate(all, most)[0]).toEqual(all[0]);
        expect(decimate(all, most).at(-1)).toEqual(all.at(-1));
      }),
    );
  });

  it("leaves what fits as it is", () => {
    fc.assert(
      fc.property(samples, (all) => {
        expect(decimate(all, 400)).toEqual(all);
      }),
    );
  });

  it("keeps a peak of one second in a year", () => {
    const year = Array.from({ length: 100_000 }, (_, at): Sample => ({ atMs: at * 315_000, value: 20 }));
    year[61_234] = { atMs: 61_234 * 315_000, value: 99 };
    expect(decimate(year, MAX_POINTS)).toContainEqual({ atMs: 61_234 * 315_000, value: 99 });
  });
});

describe("toPoints", () => {
  it("never draws more points than asked for, gaps included", () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 10, max: 60 }), (all, most) => {
        const spread = all.map((sample) => ({ ...sample, atMs: sample.atMs * 500 }));
        const points = toPoints(spread, most);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(points.map((point) => point.atMs)).toEqual(
          points.map((point) => point.atMs).sort((a, b) => a - b),
        );
      }),
    );
  });

  it("breaks the line inside a gap, with a null and never a zero", () => {
    const ride = (from: number) =>
      Array.from({ length: 60 }, (_, at) => ({ atMs: from + at * 1_000, value: 20 }));
    const points = toPoints([...ride(0), ...ride(400_000)]);
    expect(points.filter((point) => point.value === null)).toEqual([{ atMs: 229_500, value: null }]);
  });
});
