import { describe, expect, it } from "vitest";
import { boxesOf, isInside, latitudeOf, longitudeOf, tilesIn, unitX, unitY } from "./tiles";

describe("tiles", () => {
  it.each([
    // Zurich, Sydney, Quito; tiles of zoom 13 as every map server numbers them.
    [47.3769, 8.5417, 4290, 2868],
    [-33.8688, 151.2093, 7536, 4915],
    [-0.1807, -78.4678, 2310, 4100],
  ])("are those of every web map: %f, %f", (lat, lon, x, y) => {
    expect([unitX(lon) >> 8, unitY(lat) >> 8]).toEqual([x, y]);
    expect(latitudeOf(unitY(lat))).toBeCloseTo(lat, 3);
    expect(longitudeOf(unitX(lon))).toBeCloseTo(lon, 3);
  });

  it("cover bounds that cross the date line from both sides", () => {
    const boxes = boxesOf({ west: 170, south: -20, east: -170, north: 0 }, 8);
    for (const [lon, inside] of [
      [175, true],
      [-175, true],
      [0, false],
      [165, false],
    ] as const)
      expect(isInside(unitX(lon), unitY(-10), boxes)).toBe(inside);
  });

  it("take in the poles and the ends of the world", () => {
    const world = boxesOf({ west: -180, south: -90, east: 180, north: 90 }, 3);
    expect(tilesIn(world, 3)).toBe(64);
    for (const [lat, lon] of [
      [90, 180],
      [-90, -180],
    ] as const)
      expect(isInside(unitX(lon), unitY(lat), world)).toBe(true);
  });
});
