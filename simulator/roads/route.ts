import { findPath, type Stretch } from "./find-path";
import { heightAt } from "./height";
import { headingTo, metresBetween } from "./metres";
import type { RoadGraph } from "./road-graph";
import { speedLimits } from "./speed-limits";

/** A way to ride: points with their distance from the start. Arrays are parallel. */
export interface Route {
  readonly from: number;
  readonly to: number;
  readonly metres: number;
  readonly atM: Float64Array;
  readonly lats: Float64Array;
  readonly lons: Float64Array;
  readonly heightsM: Float64Array;
  /** Most that a careful rider does at the point, m/s: corners, junctions, and the end. */
  readonly limitsMs: Float32Array;
  /** 1 where a greater road has right of way. */
  readonly yields: Uint8Array;
}

export interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly heightM: number;
  readonly headingDeg: number;
  /** Rise per distance. */
  readonly slope: number;
  /** The point that the place lies behind. */
  readonly point: number;
}

/** The way to ride between two different nodes. @throws Error where no way leads. */
export function routeBetween(graph: RoadGraph, from: number, to: number): Route {
  const path = findPath(graph, from, to);
  if (!path || path.length === 0) throw new Error(`no way from node ${from} to node ${to}`);
  const { lats, lons, nodeAt } = pointsAlong(graph, path);
  const atM = new Float64Array(lats.length);
  for (let point = 1; point < lats.length; point++)
    atM[point] = (atM[point - 1] ?? 0) + metresOf(lats, lons, point - 1, point);
  const heightsM = lats.map((lat, point) => heightAt(lat, lons[point] ?? 0));
  const ends = { from, to, metres: atM[atM.length - 1] ?? 0 };
  return { ...ends, atM, lats, lons, heightsM, ...speedLimits(graph, { path, atM, lats, lons, nodeAt }) };
}

/** Where somebody is who has ridden so many metres of a route. */
export function placeAt(route: Route, metres: number): Place {
  const { atM, lats, lons, heightsM } = route;
  const point = pointBefore(atM, metres);
  const lengthM = (atM[point + 1] ?? 0) - (atM[point] ?? 0);
  const share = lengthM > 0 ? Math.min(1, Math.max(0, (metres - (atM[point] ?? 0)) / lengthM)) : 0;
  const between = (values: Float64Array): number => {
    const start = values[point] ?? 0;
    return start + ((values[point + 1] ?? start) - start) * share;
  };
  const rise = (heightsM[point + 1] ?? 0) - (heightsM[point] ?? 0);
  return {
    lat: between(lats),
    lon: between(lons),
    heightM: between(heightsM),
    headingDeg: headingTo(lats[point] ?? 0, lons[point] ?? 0, lats[point + 1] ?? 0, lons[point + 1] ?? 0),
    slope: lengthM > 0 ? rise / lengthM : 0,
    point,
  };
}

/** Last point but the very last at or before a distance. */
function pointBefore(atM: Float64Array, metres: number): number {
  let [low, high] = [0, atM.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((atM[middle] ?? 0) <= metres) low = middle;
    else high = middle - 1;
  }
  return low;
}

function pointsAlong(graph: RoadGraph, path: readonly Stretch[]) {
  const lats: number[] = [];
  const lons: number[] = [];
  /** Of each point the node that it is, or -1. */
  const nodeAt: number[] = [];
  for (const { road: place, isForward } of path) {
    const road = graph.roads[place];
    if (!road) continue;
    const last = road.lats.length - 1;
    for (let step = lats.length === 0 ? 0 : 1; step <= last; step++) {
      const point = isForward ? step : last - step;
      const [lat, lon] = [road.lats[point] ?? 0, road.lons[point] ?? 0];
      const isNode = step === 0 || step === last;
      if (!isNode && lat === lats.at(-1) && lon === lons.at(-1)) continue;
      lats.push(lat);
      lons.push(lon);
      nodeAt.push(point === 0 ? road.from : point === last ? road.to : -1);
    }
  }
  return { lats: Float64Array.from(lats), lons: Float64Array.from(lons), nodeAt };
}

const metresOf = (lats: Float64Array, lons: Float64Array, from: number, to: number): number =>
  metresBetween(lats[from] ?? 0, lons[from] ?? 0, lats[to] ?? 0, lons[to] ?? 0);
