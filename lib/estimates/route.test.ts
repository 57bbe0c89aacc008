import { describe, expect, it } from "vitest";
import { type RoutePoint, routeClimb, routeKm } from "./route";

const M = 1 / 111_195.08;
const up = (...heights: readonly (number | null)[]): RoutePoint[] =>
  heights.map((heightM, at) => ({ lat: 47 + at * 1_000 * M, lon: 9.5, heightM }));

describe("figures of a route", () => {
  it("are its length and the rises between its points, however far these are apart", () => {
    const route = up(400, 500, 450, 470);
    expect(routeKm(route)).toBeCloseTo(3, 3);
    expect(Math.abs((routeClimb(route) ?? 0) - 120)).toBeLessThan(6);
  });

  it("have no climb where one point has no height", () => {
    expect(routeClimb(up(400, null, 450))).toBeNull();
    expect(routeKm(up(400, null, 450))).toBeCloseTo(2, 3);
  });

  it("do not climb on the level, nor downhill", () => {
    expect(routeClimb(up(400, 401, 400, 402))).toBe(0);
    expect(routeClimb(up(400, 300))).toBe(0);
  });
});
