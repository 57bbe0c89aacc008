import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ring } from "./ring";

describe("a ring", () => {
  it("holds the figures of its last stretches, and nothing of those before", () => {
    const ring = new Ring(3);
    ring.set(10, 1);
    ring.add(12, 5);
    ring.add(12, 2);
    expect([9, 10, 11, 12, 13].map((bin) => ring.at(bin))).toEqual([
      Number.NaN,
      1,
      Number.NaN,
      7,
      Number.NaN,
    ]);
    ring.set(13, 4);
    ring.set(10, 9);
    expect([10, 12, 13].map((bin) => ring.at(bin))).toEqual([Number.NaN, 7, 4]);
    ring.set(99, 0);
    expect(ring.sum(0, 99)).toBeNaN();
  });

  it("sums as if it added one by one, whatever was set in whatever order", () => {
    const bin = fc.integer({ min: 0, max: 40 });
    const sets = fc.array(fc.tuple(bin, fc.integer({ min: 0, max: 9 })), { maxLength: 30 });
    fc.assert(
      fc.property(sets, bin, bin, (all, from, to) => {
        const ring = new Ring(12);
        for (const [at, value] of all) ring.set(at, value);
        const told: number[] = [];
        ring.each(from, to, (value) => told.push(value));
        const expected = told.length === 0 ? Number.NaN : told.reduce((sum, value) => sum + value, 0);
        expect(ring.sum(from, to)).toBe(expected);
      }),
    );
  });
});
