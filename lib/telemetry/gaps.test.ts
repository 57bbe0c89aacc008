import { describe, expect, it } from "vitest";
import { gapsBetween, longestGaps } from "./gaps";

const every = (stepMs: number, count: number, fromMs = 0) =>
  Array.from({ length: count }, (_, at) => fromMs + at * stepMs);

describe("gapsBetween", () => {
  it("finds the 184 s that a phone lost in the middle of a ride", () => {
    const times = [...every(1_000, 100), ...every(1_000, 100, 99_000 + 184_000)];
    expect(gapsBetween(times)).toEqual([{ fromMs: 99_000, toMs: 283_000 }]);
  });

  it("lets short silences be", () => {
    expect(gapsBetween([...every(1_000, 50), ...every(1_000, 50, 49_000 + 60_000)])).toEqual([]);
  });

  it("takes a parked bike's slow rhythm for what it is", () => {
    const riding = every(1_000, 100);
    const parked = every(600_000, 20, 99_000 + 600_000);
    expect(gapsBetween([...riding, ...parked])).toEqual([]);
  });

  it("finds a day without anything between slow reports", () => {
    const before = every(600_000, 20);
    const last = before.at(-1) ?? 0;
    const after = every(600_000, 20, last + 86_400_000);
    expect(gapsBetween([...before, ...after])).toEqual([{ fromMs: last, toMs: last + 86_400_000 }]);
  });

  it("has none in nothing", () => {
    expect(gapsBetween([])).toEqual([]);
    expect(gapsBetween([5])).toEqual([]);
  });
});

describe("longestGaps", () => {
  it("keeps the longest in order of time", () => {
    const gaps = [10, 30, 20].map((length, at) => ({ fromMs: at * 100, toMs: at * 100 + length }));
    expect(longestGaps(gaps, 2)).toEqual([gaps[1], gaps[2]]);
  });
});
