import { isGliding, placeAt } from "@/components/live-map/glide";
import type { ShownBike } from "@/components/live-map/live-model";
import { STATUSES, type Status } from "@/lib/domain/bike-status";

/** More ways than this are a tangle, and cost more than they tell. */
const MOST_TRAILS = 1_500;
/** Longitude and latitude of both ends. */
const SEGMENT = 4;

/** What is drawn at one moment, as columns. */
export interface LiveFrame {
  readonly bikes: readonly ShownBike[];
  /** Longitude and latitude of each bike. */
  readonly positions: Float64Array;
  /** Degrees counter-clockwise; the shape of a riding bike points to the east. */
  readonly angles: Float32Array;
  /** Longitude and latitude of both ends of each piece of a way. */
  readonly trails: Float64Array;
  /** Some bike is on its way: the next moment looks different. */
  readonly isMoving: boolean;
}

/** Those with the worst status the last, so that they are drawn above the others. */
export function worstLast(bikes: Iterable<ShownBike>): ShownBike[] {
  const byStatus = new Map(STATUSES.map((status): [Status, ShownBike[]] => [status, []]));
  for (const bike of bikes) byStatus.get(bike.status)?.push(bike);
  return [...byStatus.values()].reverse().flat();
}

/** @param nowMs by the page's own clock; infinity shows every bike at its last place. */
export function frameAt(bikes: readonly ShownBike[], nowMs: number): LiveFrame {
  const positions = new Float64Array(bikes.length * 2);
  const angles = new Float32Array(bikes.length);
  let isMoving = false;
  for (const [at, bike] of bikes.entries()) {
    const { lat, lon } = placeAt(bike, nowMs);
    positions[2 * at] = lon;
    positions[2 * at + 1] = lat;
    angles[at] = bike.status === "moving" && bike.headingDeg !== null ? 90 - bike.headingDeg : 0;
    isMoving ||= isGliding(bike.glide, nowMs);
  }
  return { bikes, positions, angles, trails: trailsOf(bikes, nowMs), isMoving };
}

/** Each way ends where its bike is drawn. */
function trailsOf(bikes: readonly ShownBike[], nowMs: number): Float64Array {
  const riding = bikes.filter(({ status, trail }) => status === "moving" && trail.length > 1);
  if (riding.length > MOST_TRAILS) return new Float64Array(0);
  const pieces = riding.reduce((sum, { trail }) => sum + trail.length - 1, 0);
  const trails = new Float64Array(SEGMENT * pieces);
  let at = 0;
  for (const bike of riding) {
    const { trail } = bike;
    const head = placeAt(bike, nowMs);
    for (let point = 1; point < trail.length; point++) {
      const from = trail[point - 1] ?? head;
      const to = point === trail.length - 1 ? head : (trail[point] ?? head);
      trails.set([from.lon, from.lat, to.lon, to.lat], at);
      at += SEGMENT;
    }
  }
  return trails;
}
