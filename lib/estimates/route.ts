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

/** Along great circles, km. */
export const routeKm = (points: readonly RoutePoint[]): number =>
  legsOf(points).reduce((sum, { metres }) => sum + metres, 0) / 1_000;

/**
 * Climb by the rule of rides, m, of heights that are straight between the points; null where a point has no height. What it
 * takes grows with the length, one height for each 10 m.
 */
export function routeClimb(points: readonly RoutePoint[]): number | null {
  const heights: number[] = [];
  let [metres, nextM] = [0, 0];
  for (const { from, to, metres: lengthM } of legsOf(points)) {
    if (from.heightM === null || to.heightM === null) return null;
    for (; nextM <= metres + lengthM; nextM += HEIGHT_EVERY_M) {
      const share = lengthM === 0 ? 1 : (nextM - metres) / lengthM;
      heights.push(from.heightM + (to.heightM - from.heightM) * share);
    }
    metres += lengthM;
  }
  const last = points.at(-1)?.heightM ?? null;
  return last === null ? null : climbOf([...heights, last]);
}

/** The first leads from the first point to itself. */
const legsOf = (points: readonly RoutePoint[]) =>
  points.map((to, at) => {
    const from = points[at - 1] ?? to;
    return { from, to, metres: metresBetween(from.lat, from.lon, to.lat, to.lon) };
  });
