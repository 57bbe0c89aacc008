import { describe, expect, it } from "vitest";
import { LongWork } from "./long-work";

function spend(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

describe("LongWork", () => {
  it("is due for a rest after some milliseconds, and not right after one", async () => {
    const work = new LongWork();
    expect(work.isDue).toBe(false);
    spend(8);
    expect(work.isDue).toBe(true);
    await work.rest();
    expect(work.isDue).toBe(false);
  });

  it("lets timers run between the stretches of many pieces of work", async () => {
    let longestMs = 0;
    let lastMs = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 1);
    const pieces = Array.from({ length: 20 }, async () => {
      const work = new LongWork();
      for (let stretch = 0; stretch < 3; stretch++) {
        await work.rest();
        spend(6);
      }
    });
    await Promise.all(pieces);
    clearInterval(timer);
    expect(longestMs).toBeLessThan(60);
  });
});
