import { type LonLat, metresPerPixel } from "./track-geometry";

/** South-west and north-east corner, degrees. */
export type Frame = readonly [southWest: LonLat, northEast: LonLat];

const STEPS_M = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const LEAST_STEP_PX = 56;
const METRES_PER_DEGREE = 111_195;

export const touches = ([[west, south], [east, north]]: Frame, [other, corner]: Frame): boolean =>
  west <= corner[0] && other[0] <= east && south <= corner[1] && other[1] <= north;

/** Side of the smallest round square that is wide enough to see, metres; null where coasts and borders guide better. */
export function gridStepMetres(zoom: number, lat: number): number | null {
  const least = LEAST_STEP_PX * metresPerPixel(zoom, lat);
  return STEPS_M.find((step) => step >= least) ?? null;
}

/**
 * Lines north and east at even steps over the frame and as much again on each side. Degrees of longitude are as long as
 * at the nearest whole latitude, so that lines stay where they are while the map is moved: squares are right to 2 %.
 */
export function gridLines([[west, south], [east, north]]: Frame, stepMetres: number): LonLat[][] {
  const latStep = stepMetres / METRES_PER_DEGREE;
  const middle = Math.min(80, Math.max(-80, Math.round((south + north) / 2)));
  const lonStep = latStep / Math.cos((middle * Math.PI) / 180);
  const lons = multiplesBetween(west - (east - west), east + (east - west), lonStep);
  const lats = multiplesBetween(south - (north - south), north + (north - south), latStep);
  const [left = west, right = east] = [lons[0], lons.at(-1)];
  const [bottom = south, top = north] = [lats[0], lats.at(-1)];
  return [
    ...lons.map((lon): LonLat[] => [
      [lon, bottom],
      [lon, top],
    ]),
    ...lats.map((lat): LonLat[] => [
      [left, lat],
      [right, lat],
    ]),
  ];
}

function multiplesBetween(from: number, to: number, step: number): number[] {
  const first = Math.floor(from / step);
  const count = Math.ceil(to / step) - first + 1;
  return Array.from({ length: count }, (_, passed) => (first + passed) * step);
}
