import { describe, expect, it } from "vitest";
import { isDue, longestMs, pauseMs } from "./pace";

const written = (msAgo: number, changes: number, load: number): boolean =>
  isDue({ changes, writtenAtMs: 5_000 - msAgo }, 5_000, load);

describe("the pace of writing states", () => {
  it("is slower the more bikes wait", () => {
    expect([0, 0.5, 1].map(pauseMs)).toEqual([50, 150, 250]);
    expect([0, 0.5, 1].map(longestMs)).toEqual([250, 625, 1_000]);
  });

  it("gathers what comes of a bike with many readings while many bikes wait", () => {
    expect([250, 999, 1_000].map((msAgo) => written(msAgo, 20, 1))).toEqual([false, false, true]);
    expect(written(250, 20, 0)).toBe(true);
  });

  it("writes a bike that was never written at once", () => {
    expect(isDue({ changes: 500, writtenAtMs: Number.NEGATIVE_INFINITY }, 0, 1)).toBe(true);
  });

  /** Each reading waits for the cycle in which its bike is due; cycles begin each 250 ms. */
  function waitsOf(bike: { firstWriteMs: number; readings: number }): number[] {
    let writtenAtMs = bike.firstWriteMs;
    return Array.from({ length: bike.readings }, (_, at) => {
      const cameMs = (at + 1) * 1_000;
      let cycleMs = Math.ceil(cameMs / 250) * 250;
      while (!isDue({ changes: 1, writtenAtMs }, cycleMs, 1)) cycleMs += 250;
      writtenAtMs = cycleMs;
      return cycleMs - cameMs;
    });
  }

  it("lets a bike that sends once a second catch up after a write that was late", () => {
    expect(waitsOf({ firstWriteMs: 900, readings: 4 }).at(-1)).toBe(0);
  });
});
