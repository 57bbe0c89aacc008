import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Axis, crossOf, firstRows, MOST_ROWS } from "./rows";

const axisOf = (keys: readonly (string | null)[]): Axis => ({
  ...{ name: "a", label: "A", kind: "group" },
  keys: keys.map((key) => ({ key, label: key ?? "rest", isUnfinished: false })),
});
const many = (count: number) => axisOf(Array.from({ length: count }, (_, at) => String(at)));

describe("rows along axes", () => {
  it("are no more than a page holds, and counted without being made where they are millions", () => {
    const began = performance.now();
    const { kept, all } = firstRows([many(2_000), many(1_099)], []);
    expect(performance.now() - began).toBeLessThan(200);
    expect(all).toBe(2_198_000);
    expect(kept).toHaveLength(MOST_ROWS);
    expect([kept.at(0), kept.at(-1)]).toEqual([
      [0, 0],
      [0, MOST_ROWS - 1],
    ]);
    expect(firstRows([many(2_000), many(1_099), axisOf([null])], [[1, 2, 0]])).toEqual({
      kept: [[1, 2, 0]],
      all: 1,
    });
  });

  it("are those of all pairs, in order, without what has no key and does not occur", () => {
    const someKeys = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean());
    const all = fc.array(someKeys, { maxLength: 3 }).map((axes) =>
      axes.map(([count, hasRest]) => {
        const keys = Array.from({ length: count }, (_, at) => String(at));
        return axisOf(hasRest ? [...keys, null] : keys);
      }),
    );
    const asked = all.chain((axes) => {
      const ways = [...crossOf(axes.map(({ keys }) => [...keys.keys()]))];
      return fc.record({
        axes: fc.constant(axes),
        ways: fc.constant(ways),
        occurring: fc.shuffledSubarray(ways),
      });
    });
    fc.assert(
      fc.property(asked, ({ axes, ways, occurring }) => {
        const wanted = ways.filter(
          (at) => occurring.includes(at) || at.every((place, axis) => axes[axis]?.keys[place]?.key !== null),
        );
        expect(firstRows(axes, occurring)).toEqual({
          kept: wanted.slice(0, MOST_ROWS),
          all: wanted.length,
        });
      }),
    );
  });
});
