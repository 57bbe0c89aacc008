import { describe, expect, it } from "vitest";
import { each, givingWay, inTurns } from "./in-turns";

const spin = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until; );
};

/** How often others had their turn while this went on. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isOver = true;
  return turns;
}

describe("long work", () => {
  it("lets others have their turn, and ends with all of it in its order", async () => {
    const list = Array.from({ length: 40 }, (_, at) => at);
    let made: number[] = [];
    const turns = await turnsDuring(async () => {
      made = await inTurns(
        each(list, (at) => {
          spin(3);
          return at * 2;
        }),
      );
    });
    expect(made).toEqual(list.map((at) => at * 2));
    expect(turns).toBeGreaterThan(5);
  });

  it("does so too between items that are all there already", async () => {
    async function* items() {
      for (let at = 0; at < 40; at++) yield at;
    }
    const seen: number[] = [];
    const turns = await turnsDuring(async () => {
      for await (const item of givingWay(items())) {
        spin(3);
        seen.push(item);
      }
    });
    expect(seen).toHaveLength(40);
    expect(turns).toBeGreaterThan(5);
  });

  it("that is short keeps its turn", async () => {
    let hasOtherRun = false;
    setImmediate(() => {
      hasOtherRun = true;
    });
    expect(await inTurns(each([1, 2, 3], (at) => at))).toEqual([1, 2, 3]);
    expect(hasOtherRun).toBe(false);
  });

  it("ends with what it throws", async () => {
    const failing = each([1], () => {
      throw new Error("no");
    });
    await expect(inTurns(failing)).rejects.toThrow("no");
  });
});
