import { STATUSES, type Status } from "@/lib/domain/bike-status";
import {
  type BikesEvent,
  type ClustersEvent,
  decodeBikes,
  decodeCluster,
  type LiveBike,
  type LiveCluster,
} from "@/lib/domain/live-events";
import { begun, type Glide, STANDING } from "./glide";

/** How long a moving bike's way is drawn behind it. */
const TRAIL_MS = 45_000;
const MOST_TRAIL_POINTS = 12;
/** Ages come in tenths of a second: what differs by less is the same moment. */
const SAME_MS = 150;

interface TrailPoint {
  readonly lon: number;
  readonly lat: number;
  readonly atMs: number;
}
export interface ShownBike extends LiveBike {
  /** Where it was before, oldest first, its present place the last. */
  readonly trail: readonly TrailPoint[];
  /** On its way from the place that was shown before to the present one. */
  readonly glide: Glide;
}

/** What a map shows at present. Events are taken in the order in which they come; a bike never goes back in time. */
export class LiveModel {
  mode: "none" | "bikes" | "clusters" = "none";
  /** By the stream's number of each. */
  bikes = new Map<number, ShownBike>();
  readonly clusters = new Map<string, LiveCluster>();
  counts: Readonly<Record<Status, number>> = countsOf([]);
  /** Bikes of the counts that no map shows. */
  unplaced = 0;

  /** Takes an event over, heard at `heardMs` of the page's own clock, and returns the bikes that it moved. */
  apply(event: BikesEvent | ClustersEvent, heardMs: number): ShownBike[] {
    this.counts = countsOf(event.counts);
    this.unplaced = event.unplaced;
    if (event.type === "bikes") return this.applyBikes(event, heardMs);
    this.mode = "clusters";
    this.bikes.clear();
    if (event.whole) this.clusters.clear();
    for (const cell of event.cells) {
      const cluster = decodeCluster(cell);
      const key = `${event.level}/${cluster.x}/${cluster.y}`;
      if (cluster.count === 0) this.clusters.delete(key);
      else this.clusters.set(key, cluster);
    }
    return [];
  }

  bikeNamed(id: string): ShownBike | null {
    for (const bike of this.bikes.values()) if (bike.id === id) return bike;
    return null;
  }

  private applyBikes(event: BikesEvent, heardMs: number): ShownBike[] {
    this.mode = "bikes";
    this.clusters.clear();
    const known = event.whole ? byId(this.bikes) : null;
    if (event.whole) this.bikes = new Map();
    for (const index of event.gone) this.bikes.delete(index);
    const moved: ShownBike[] = [];
    for (const bike of decodeBikes(event.bikes, event.at)) {
      const before = known ? known.get(bike.id) : this.bikes.get(bike.index);
      const next = merged(before, bike, event.at, heardMs);
      if (next.id === "") continue;
      this.bikes.set(bike.index, next);
      if (before && (before.lat !== next.lat || before.lon !== next.lon)) moved.push(next);
    }
    return moved;
  }
}

/** A stream numbers its bikes anew with everything that it tells. */
const byId = (bikes: ReadonlyMap<number, ShownBike>): Map<string, ShownBike> =>
  new Map([...bikes.values()].map((bike) => [bike.id, bike]));

function merged(before: ShownBike | undefined, bike: LiveBike, nowMs: number, heardMs: number): ShownBike {
  if (!before || (bike.id !== "" && bike.id !== before.id))
    return { ...bike, trail: [pointOf(bike)], glide: STANDING };
  const id = before.id;
  if (bike.positionAtMs < before.positionAtMs - SAME_MS) {
    const { lat, lon, headingDeg, positionAtMs, trail, glide } = before;
    return { ...bike, id, lat, lon, headingDeg, positionAtMs, trail, glide };
  }
  const last = before.trail.at(-1);
  const stays = last && last.lat === bike.lat && last.lon === bike.lon;
  const trail = stays ? before.trail : [...before.trail, pointOf(bike)];
  const kept = trail.filter(({ atMs }) => atMs > nowMs - TRAIL_MS).slice(-MOST_TRAIL_POINTS);
  const glide = stays ? before.glide : begun(before, bike, heardMs);
  return { ...bike, id, trail: kept.length > 0 ? kept : [pointOf(bike)], glide };
}

const pointOf = ({ lon, lat, positionAtMs }: LiveBike): TrailPoint => ({ lon, lat, atMs: positionAtMs });

/** How many bikes have each status, from numbers in the order of `STATUSES`. */
export const countsOf = (counts: readonly number[]): Record<Status, number> => ({
  missing: counts[STATUSES.indexOf("missing")] ?? 0,
  silent: counts[STATUSES.indexOf("silent")] ?? 0,
  fault: counts[STATUSES.indexOf("fault")] ?? 0,
  charging: counts[STATUSES.indexOf("charging")] ?? 0,
  low: counts[STATUSES.indexOf("low")] ?? 0,
  moving: counts[STATUSES.indexOf("moving")] ?? 0,
  parked: counts[STATUSES.indexOf("parked")] ?? 0,
});
