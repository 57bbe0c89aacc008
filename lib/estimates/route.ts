import { metresBetween } from "@/lib/domain/earth";
import { climbOf } from "@/lib/rides/climb";

/** A point of a route: degrees (WGS84), and metres above the sea where they are known. */
export interface RoutePoint {
  readonly lat: number;
  readonly lon: number;
  readonly heightM: number | null;
}
export interface RouteFigures {
  readonly km: number;
  /** Null where a point has no height. */
  readonly climbM: number | null;
}

/** As far apart as a moving bike records heights: climb is measured on a route as it is on rides. */
const HEIGHT_EVERY_M = 10;

/** Length along great circles, and climb by the rule of rides, of heights that are straight between the points. */
export function routeFigures(points: readonly RoutePoint[]): RouteFigures {
  const heights: number[] = [];
  let [metres, nextM, isHigh] = [0, 0, points.length > 0];
  for (const [at, to] of points.entries()) {
    const from = points[at - 1] ?? to;
    const lengthM = metresBetween(from.lat, from.lon, to.lat, to.lon);
    if (from.heightM === null || to.heightM === null) isHigh = false;
    else
      for (; nextM <= metres + lengthM; nextM += HEIGHT_EVERY_M) {
        const share = lengthM === 0 ? 1 : (nextM - metres) / lengthM;
        heights.push(from.heightM + (to.heightM - from.heightM) * share);
      }
    metres += lengthM;
  }
  const last = points.at(-1)?.heightM ?? null;
  if (last !== null) heights.push(last);
  return { km: metres / 1_000, climbM: isHigh ? climbOf(heights) : null };
}
