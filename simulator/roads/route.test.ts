import { describe, expect, it } from "vitest";
import { randomOf } from "../random";
import { findPath } from "./find-path";
import { metresBetween } from "./metres";
import { readRoads } from "./read-roads";
import { RIDING_COST, type RoadGraph } from "./road-graph";
import { placeAt, type Route, routeBetween } from "./route";
import { BRAKING_MS2 } from "./speed-limits";

const graph = readRoads();
const random = randomOf(5);
const pairs = Array.from({ length: 40 }, () => {
  const nodes = graph.lats.length - 1;
  return [random.whole(0, nodes), random.whole(0, nodes)] as const;
}).filter(([from, to]) => from !== to);

const costOf = ({ roads }: RoadGraph, from: number, to: number): number =>
  (findPath(graph, from, to) ?? []).reduce((sum, { road }) => {
    const ridden = roads[road];
    return sum + (ridden ? ridden.metres * RIDING_COST[ridden.roadClass] : Number.NaN);
  }, 0);

/** The cheapest cost to every node, by relaxing every road until nothing changes (Bellman and Ford). */
function cheapestFrom(from: number): Float64Array {
  const costs = new Float64Array(graph.lats.length).fill(Number.POSITIVE_INFINITY);
  costs[from] = 0;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const road of graph.roads) {
      const cost = road.metres * RIDING_COST[road.roadClass];
      for (const [one, other] of [
        [road.from, road.to],
        [road.to, road.from],
      ] as const) {
        const reached = (costs[one] ?? 0) + cost;
        if (reached < (costs[other] ?? 0)) {
          costs[other] = reached;
          isChanged = true;
        }
      }
    }
  }
  return costs;
}

const stepsOf = ({ atM, limitsMs }: Route) =>
  Array.from(atM.subarray(1), (metres, point) => ({
    metres: metres - (atM[point] ?? 0),
    fromMs: limitsMs[point] ?? 0,
    toMs: limitsMs[point + 1] ?? 0,
  }));

describe("the roads of Liechtenstein", () => {
  it("are one piece, so that every bike finds its way", () => {
    const costs = cheapestFrom(0);
    expect(costs.length).toBeGreaterThan(3_000);
    expect(costs.every(Number.isFinite)).toBe(true);
  });

  it("are as long as their points are apart", () => {
    for (const { lats, lons, metres } of graph.roads) {
      let along = 0;
      for (let point = 1; point < lats.length; point++)
        along += metresBetween(
          lats[point - 1] ?? 0,
          lons[point - 1] ?? 0,
          lats[point] ?? 0,
          lons[point] ?? 0,
        );
      expect(Math.abs(along - metres)).toBeLessThan(1 + metres * 0.01);
    }
  });

  it("say whose work they are", () => {
    expect(graph.attribution).toContain("© OpenStreetMap contributors");
  });
});

describe("a route", () => {
  it("costs no more than the cheapest way there is", () => {
    const costs = cheapestFrom(17);
    for (const [, to] of pairs) expect(costOf(graph, 17, to)).toBeCloseTo(costs[to] ?? Number.NaN, 4);
  });

  it("joins its ends over roads that meet, and is as long as they are", () => {
    for (const [from, to] of pairs) {
      let node = from;
      let metres = 0;
      for (const { road: place, isForward } of findPath(graph, from, to) ?? []) {
        const road = graph.roads[place];
        expect(isForward ? road?.from : road?.to).toBe(node);
        node = (isForward ? road?.to : road?.from) ?? -1;
        metres += road?.metres ?? Number.NaN;
      }
      expect(node).toBe(to);
      const route = routeBetween(graph, from, to);
      expect(Math.abs(route.metres - metres)).toBeLessThan(5 + metres * 0.01);
      const [start, end] = [placeAt(route, 0), placeAt(route, route.metres)];
      expect([start.lat, start.lon]).toEqual([graph.lats[from], graph.lons[from]]);
      expect([end.lat, end.lon]).toEqual([graph.lats[to], graph.lons[to]]);
    }
  });

  it("is ridden without jumps: a metre on is a metre away", () => {
    const [from, to] = pairs[0] ?? [0, 1];
    const route = routeBetween(graph, from, to);
    for (let metres = 0; metres + 1 < route.metres; metres += 1) {
      const [here, there] = [placeAt(route, metres), placeAt(route, metres + 1)];
      expect(metresBetween(here.lat, here.lon, there.lat, there.lon)).toBeLessThan(1.01);
      expect(Math.abs(there.heightM - here.heightM)).toBeLessThan(0.2);
      expect(here.headingDeg).toBeGreaterThanOrEqual(0);
      expect(here.headingDeg).toBeLessThan(360);
    }
  });

  it("lets a rider brake in time for every corner, junction and the end", () => {
    for (const [from, to] of pairs) {
      const route = routeBetween(graph, from, to);
      expect(route.limitsMs.at(-1)).toBe(0);
      for (const { metres, fromMs, toMs } of stepsOf(route))
        expect(fromMs ** 2).toBeLessThanOrEqual(toMs ** 2 + 2 * BRAKING_MS2 * metres + 1e-3);
    }
  });
});
