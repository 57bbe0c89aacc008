import { EARTH_RADIUS_M, metresBetween as greatCircle } from "@/lib/domain/earth";
import type { TrackSegment } from "@/lib/telemetry/models";

/** Longitude, latitude; degrees. */
export type LonLat = [number, number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points. */
export const metresBetween = ([lonA, latA]: LonLat, [lonB, latB]: LonLat): number =>
  greatCircle(latA, lonA, latB, lonB);

/** Places every `spacingMetres` along a line, its first point included: a dotted line of even steps. */
export function dotsAlong(path: readonly LonLat[], spacingMetres: number): LonLat[] {
  const dots: LonLat[] = [];
  let ahead = 0;
  for (const [at, from] of path.entries()) {
    const to = path[at + 1];
    if (!to) {
      if (path.length === 1) dots.push(from);
      break;
    }
    const length = metresBetween(from, to);
    let passed = ahead;
    for (; passed < length; passed += spacingMetres) {
      const share = passed / length;
      dots.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
    }
    ahead = passed - length;
  }
  return dots;
}

/** Metres of ground under one pixel of a 512 px web-mercator tile pyramid. */
export function metresPerPixel(zoom: number, lat: number): number {
  return (2 * Math.PI * EARTH_RADIUS_M * Math.cos(radians(lat))) / (512 * 2 ** zoom);
}

export const pathOf = (segment: TrackSegment): LonLat[] => segment.points.map(({ lon, lat }) => [lon, lat]);

/** South-west and north-east corner around everything; null without a point. */
export function boundsOf(track: readonly TrackSegment[]): [LonLat, LonLat] | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { points } of track) {
    for (const { lon, lat } of points) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return west > east
    ? null
    : [
        [west, south],
        [east, north],
      ];
}

interface TrackEnd {
  readonly place: LonLat;
  readonly atMs: number;
}

/** First and last point by time, over all segments. */
export function endsOf(track: readonly TrackSegment[]): { start: TrackEnd; end: TrackEnd } | null {
  const points = track.flatMap((segment) => segment.points);
  const [first] = points;
  if (!first) return null;
  let start = first;
  let end = first;
  for (const point of points) {
    if (point.atMs < start.atMs) start = point;
    if (point.atMs >= end.atMs) end = point;
  }
  return {
    start: { place: [start.lon, start.lat], atMs: start.atMs },
    end: { place: [end.lon, end.lat], atMs: end.atMs },
  };
}

/** Where the bike was at that instant, if a position was measured within `withinMs` of it. */
export function placeAt(track: readonly TrackSegment[], atMs: number, withinMs = 60_000): LonLat | null {
  let best: { distance: number; place: LonLat } | null = null;
  for (const { points } of track) {
    for (const point of points) {
      const distance = Math.abs(point.atMs - atMs);
      if (distance <= withinMs && (!best || distance < best.distance)) {
        best = { distance, place: [point.lon, point.lat] };
      }
    }
  }
  return best?.place ?? null;
}

/** Way along all segments of the source with the longest one, km; two recorders of one ride are not added up. */
export function lengthKm(track: readonly TrackSegment[]): number {
  const bySource = new Map<string, number>();
  for (const segment of track) {
    const path = pathOf(segment);
    let metres = bySource.get(segment.source) ?? 0;
    for (const [at, place] of path.entries()) {
      const before = path[at - 1];
      if (before) metres += metresBetween(before, place);
    }
    bySource.set(segment.source, metres);
  }
  return Math.max(0, ...bySource.values()) / 1000;
}
