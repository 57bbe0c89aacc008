import { describe, expect, it } from "vitest";
import { LongWork } from "./long-work";

function spend(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

describe("LongWork", () => {
  it("is due for a rest after some milliseconds, and not right after one", async () => {
    const work = new LongWork("one");
    expect(work.isDue).toBe(false);
    spend(8);
    expect(work.isDue).toBe(true);
    await work.rest();
    expect(work.isDue).toBe(false);
  });

  /** The longest that a timer had to wait while all this was done. */
  async function longestMs(work: readonly (() => Promise<void>)[]): Promise<number> {
    let longest = 0;
    let lastMs = performance.now();
    const beat = () => {
      longest = Math.max(longest, performance.now() - lastMs);
      lastMs = performance.now();
    };
    const timer = setInterval(beat, 1);
    await Promise.all(work.map((piece) => piece()));
    beat();
    clearInterval(timer);
    return longest;
  }

  it("lets timers run between the stretches of many pieces of work", async () => {
    const piece = async () => {
      const work = new LongWork("one");
      for (let stretch = 0; stretch < 3; stretch++) {
        await work.rest();
        spend(6);
      }
    };
    expect(await longestMs(Array(20).fill(piece))).toBeLessThan(60);
  });

  it("lets timers run between many pieces of short work that begin at once", async () => {
    const piece = async () => {
      const work = new LongWork("one");
      if (work.isDue) await work.rest();
      spend(4);
    };
    expect(await longestMs(Array(60).fill(piece))).toBeLessThan(60);
  });

  it("lets organisations take turns, however much work one of them has", async () => {
    const order: string[] = [];
    const piece = async (organisation: string) => {
      const work = new LongWork(organisation);
      for (let stretch = 0; stretch < 10; stretch++) await work.rest();
      order.push(organisation);
    };
    await Promise.all([...Array.from({ length: 50 }, () => piece("a")), piece("b")]);
    expect(order[0]).toBe("b");
  });
});
