import { describe, expect, it } from "vitest";
import { type RoutePoint, routeFigures } from "./route";

const M = 1 / 111_195.08;
const up = (...heights: readonly (number | null)[]): RoutePoint[] =>
  heights.map((heightM, at) => ({ lat: 47 + at * 1_000 * M, lon: 9.5, heightM }));

describe("figures of a route", () => {
  it("are its length and the rises between its points, however far these are apart", () => {
    const { km, climbM } = routeFigures(up(400, 500, 450, 470));
    expect(km).toBeCloseTo(3, 3);
    expect(Math.abs((climbM ?? 0) - 120)).toBeLessThan(6);
  });

  it("have no climb where one point has no height", () => {
    expect(routeFigures(up(400, null, 450)).climbM).toBeNull();
    expect(routeFigures(up(400, null, 450)).km).toBeCloseTo(2, 3);
  });

  it("do not climb on the level, nor downhill", () => {
    expect(routeFigures(up(400, 401, 400, 402)).climbM).toBe(0);
    expect(routeFigures(up(400, 300)).climbM).toBe(0);
  });
});
