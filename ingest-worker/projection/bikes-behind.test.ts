import { describe, expect, it } from "vitest";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { BikesBehind } from "./bikes-behind";

/** Bikes in turn, of which some take too long, and what was tried. */
function turns(...slow: readonly string[]) {
  let nowMs = 0;
  const tooSlow = new Set(slow);
  const tried: string[] = [];
  const { log, lines } = writtenLines("info");
  const behind = new BikesBehind(log, () => nowMs);
  const project = async (bikeId: string) => {
    tried.push(bikeId);
    return !tooSlow.has(bikeId);
  };
  return {
    ...{ tried, lines, behind, tooSlow },
    async turn(isInTime: boolean, bikeIds: readonly string[]) {
      tried.length = 0;
      return [...(await behind.goOn({ bikeIds, isInTime }, project))];
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("bikes that the database has no time for", () => {
  it("are found by doing each of their batch alone, and the others are done", async () => {
    const { turn, tried, behind, lines } = turns("b");
    expect(await turn(false, ["a", "b", "c"])).toEqual(["a", "c"]);
    expect(tried).toEqual(["a", "b", "c"]);
    expect(behind.all()).toEqual(["b"]);
    expect(lines).toMatchObject([{ level: 50, bike: "b", msg: "a bike could not be projected in time" }]);
  });

  it("are tried again half a minute later, one a turn, the one that failed first before the others", async () => {
    const { turn, tried, behind, tooSlow, pass } = turns("a", "b");
    await turn(false, ["a", "b"]);
    pass(29_999);
    expect(await turn(true, ["c"])).toEqual(["c"]);
    expect(tried).toEqual([]);
    pass(1);
    await turn(true, []);
    expect([...tried, ...behind.all()]).toEqual(["a", "b", "a"]);
    tooSlow.clear();
    expect(await turn(true, ["c"])).toEqual(["c", "b"]);
    expect(behind.all()).toEqual(["a"]);
  });
});
