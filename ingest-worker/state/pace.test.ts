import { describe, expect, it } from "vitest";
import { isDue, longestMs, pauseMs } from "./pace";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const ELAPSED_MS = 50_000;

/** Whether a bike is due whose last write and newest arrival were so long ago. */
const due = (writtenMsAgo: number, arrivedMsAgo: number, load: number): boolean =>
  isDue(
    { newestArrivalMs: NOW_MS - arrivedMsAgo, writtenAtMs: ELAPSED_MS - writtenMsAgo },
    { elapsedMs: ELAPSED_MS, nowMs: NOW_MS },
    load,
  );

describe("the pace of writing states", () => {
  it("is slower the more bikes wait", () => {
    expect([0, 0.5, 1].map(pauseMs)).toEqual([50, 150, 250]);
    expect([0, 0.5, 1].map(longestMs)).toEqual([250, 1_125, 2_000]);
  });

  it("gathers what is caught up with while many bikes wait", () => {
    expect([250, 1_999, 2_000].map((ms) => due(ms, 60_000, 1))).toEqual([false, false, true]);
    expect(due(250, 60_000, 0)).toBe(true);
  });

  it("writes soon what has just arrived, also by an edge whose clock is ahead", () => {
    expect([249, 250].map((ms) => due(ms, 100, 1))).toEqual([false, true]);
    expect(due(250, -3_000, 1)).toBe(true);
  });

  it("writes a bike that was never written at once", () => {
    expect(due(Number.POSITIVE_INFINITY, 60_000, 1)).toBe(true);
  });

  /** How long each reading of a bike that sends once a second waits for its write, in cycles of 250 ms. */
  function waitsAfter(firstWriteMs: number, readings: number): number[] {
    let writtenAtMs = firstWriteMs;
    return Array.from({ length: readings }, (_, at) => {
      const cameMs = (at + 1) * 1_000;
      const isDueAt = (elapsedMs: number) =>
        isDue({ newestArrivalMs: cameMs, writtenAtMs }, { elapsedMs, nowMs: elapsedMs }, 1);
      let cycleMs = cameMs;
      while (!isDueAt(cycleMs)) cycleMs += 250;
      writtenAtMs = cycleMs;
      return cycleMs - cameMs;
    });
  }

  it("lets a bike that sends once a second catch up after a write that was late", () => {
    expect(waitsAfter(900, 3)).toEqual([250, 0, 0]);
  });
});
