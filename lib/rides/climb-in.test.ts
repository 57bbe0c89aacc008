import { describe, expect, it } from "vitest";
import { climbIn } from "./climb-in";
import { inOrder, type Sample } from "./sample";
import { sample } from "./testing/samples";

const told = (
  fromS: number,
  toS: number,
  altitudeAt: (atS: number) => number,
  { everyS = 5, source = "iot" as Sample["source"], reportedAs = "a" } = {},
): Sample[] =>
  Array.from({ length: Math.floor((toS - fromS) / everyS) + 1 }, (_, at) => {
    const atS = fromS + at * everyS;
    return sample(atS * 1_000, source, { altitudeM: altitudeAt(atS), reportedAs });
  });
const climb = (...parts: readonly (readonly Sample[])[]) => climbIn(parts.flat().sort(inOrder), "iot");

/** Up 119 m in 595 s. */
const hill = (atS: number) => 400 + atS / 5;

describe("climb of a track", () => {
  it("is climbed once where two altimeters tell of it by turns", () => {
    const [a, b] = [0, 5].map((fromS, at) =>
      told(fromS, 595, (atS) => hill(atS) + at * 47, { everyS: 10, reportedAs: at === 0 ? "a" : "b" }),
    );
    const climbed = climb(a ?? [], b ?? []) ?? 0;
    expect(climbed).toBeGreaterThanOrEqual(113);
    expect(climbed).toBeLessThanOrEqual(119);
  });

  it("is no difference between two altimeters that take turns", () => {
    const module = [0, 220, 440].map((fromS) => told(fromS, fromS + 100, () => 100));
    const phone = [105, 325].map((fromS) => told(fromS, fromS + 110, () => 147, { source: "app" }));
    expect(climb(...module, ...phone)).toBe(0);
  });

  it("is told by each altimeter where it alone does, and by the one that says more where both do", () => {
    const dense = told(300, 595, hill);
    const sparse = told(0, 400, (atS) => hill(atS) - 30, { everyS: 20, reportedAs: "b" });
    const climbed = climb(dense, sparse) ?? 0;
    expect(climbed).toBeGreaterThanOrEqual(105);
    expect(climbed).toBeLessThanOrEqual(119);
  });

  it("goes on over a silence in which nobody else tells an altitude", () => {
    const climbed = climb(told(0, 200, hill), told(400, 595, hill)) ?? 0;
    expect(climbed).toBeGreaterThanOrEqual(115);
  });

  it("goes on over a silence of which another one tells too little", () => {
    const gone = [told(0, 600, hill), told(1_500, 2_100, hill)];
    const alone = climb(...gone);
    for (const others of [told(1_000, 1_000, () => 40), told(1_000, 1_005, (atS) => 40 + atS / 5)])
      expect(climb(...gone, ...others.map((one) => [{ ...one, source: "app" as const }]))).toBe(alone);
  });

  it("is told over all of a silence by one that begins before it and goes on after it", () => {
    const climbed = climb(
      told(400, 700, hill),
      told(0, 300, hill, { source: "app" }),
      told(800, 995, hill, { source: "app" }),
    );
    expect(climbed).toBeGreaterThanOrEqual(190);
    expect(climbed).toBeLessThanOrEqual(199);
  });

  it("is not known where no altimeter tells two altitudes", () => {
    expect(climb(told(0, 0, hill), told(5, 5, hill, { source: "app" }))).toBeNull();
    expect(climb(told(0, 5, hill))).toBe(0);
  });
});
