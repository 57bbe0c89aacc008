import { describe, expect, it } from "vitest";
import { type Frame, gridLines, gridStepMetres, touches } from "./grid";
import { metresBetween, metresPerPixel } from "./track-geometry";

const DUBLIN: Frame = [
  [-6.27, 53.38],
  [-6.25, 53.39],
];
const LIECHTENSTEIN: Frame = [
  [9.47, 47.04],
  [9.64, 47.28],
];

describe("the grid where there is no street map", () => {
  it("is wanted only where view and street map have nothing in common", () => {
    expect(touches(DUBLIN, LIECHTENSTEIN)).toBe(false);
    expect(
      touches(
        [
          [-10, 40],
          [20, 60],
        ],
        LIECHTENSTEIN,
      ),
    ).toBe(true);
    expect(
      touches(
        [
          [9.6, 47.2],
          [9.9, 47.5],
        ],
        LIECHTENSTEIN,
      ),
    ).toBe(true);
    expect(
      touches(
        [
          [9.5, 47.3],
          [9.6, 47.5],
        ],
        LIECHTENSTEIN,
      ),
    ).toBe(false);
  });

  it("has round steps wide enough to see, and none over a whole country", () => {
    expect(gridStepMetres(15, 53.4)).toBe(100);
    expect(gridStepMetres(13, 53.4)).toBe(500);
    for (let zoom = 9; zoom <= 18; zoom += 0.25) {
      const px = (gridStepMetres(zoom, 53.4) ?? 0) / metresPerPixel(zoom, 53.4);
      expect(px).toBeGreaterThanOrEqual(56);
      expect(px).toBeLessThan(56 * 2.5);
    }
    expect(gridStepMetres(6, 53.4)).toBeNull();
  });

  it("makes squares of that length, right to 2 %", () => {
    const lines = gridLines(DUBLIN, 200);
    const [first, second] = lines;
    const [southWest, northWest] = first ?? [];
    if (!southWest || !northWest || !second?.[0]) throw new Error("expected lines");
    const between = metresBetween([southWest[0], 53.385], [second[0][0], 53.385]);
    expect(Math.abs(between - 200)).toBeLessThan(4);
    const level = lines.filter(([from, to]) => from?.[1] === to?.[1]).map(([from]) => from?.[1] ?? 0);
    expect(metresBetween([0, level[0] ?? 0], [0, level[1] ?? 0])).toBeCloseTo(200, 0);
    expect(southWest[1]).toBeLessThan(53.37);
    expect(northWest[1]).toBeGreaterThan(53.4);
  });

  it("stays where it is while the map is moved", () => {
    const moved: Frame = [
      [-6.26, 53.385],
      [-6.24, 53.395],
    ];
    const lons = (frame: Frame) =>
      gridLines(frame, 200).flatMap(([from, to]) => (from?.[0] === to?.[0] ? [from?.[0]] : []));
    const before = new Set(lons(DUBLIN));
    expect(lons(moved).filter((lon) => before.has(lon)).length).toBeGreaterThan(8);
  });
});
