import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { repeat } from "./repeat";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("repeat", () => {
  it("never runs twice at once, however long one run takes", async () => {
    const ends: (() => void)[] = [];
    const stop = repeat(
      1_000,
      () => new Promise<void>((resolve) => ends.push(resolve)),
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(999);
    expect(ends).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ends).toHaveLength(2);
    stop();
  });

  it("goes on after a failed run, and tells of it", async () => {
    const faults: unknown[] = [];
    let runs = 0;
    const stop = repeat(
      1_000,
      async () => {
        runs++;
        throw new Error("no answer");
      },
      (fault) => faults.push(fault),
    );
    await vi.advanceTimersByTimeAsync(3_000);
    stop();
    expect([runs, faults.length]).toEqual([3, 3]);
  });

  it("stops for good, also from within a run", async () => {
    let end: () => void = () => undefined;
    let runs = 0;
    const stop = repeat(
      1_000,
      () => {
        runs++;
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      },
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(1_000);
    stop();
    end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(1);
  });
});
