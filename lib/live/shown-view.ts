import { STATUSES } from "@/lib/domain/bike-status";
import type { BikesEvent, ClustersEvent, PulseEvent } from "@/lib/domain/live-events";
import type { LiveView } from "@/lib/domain/live-view";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { GridChanges } from "./changes";
import type { FleetGrid } from "./fleet-grid";
import { ShownBikes } from "./shown-bikes";
import { ShownClusters } from "./shown-clusters";

/** From this zoom on a view shows bikes, unless there are more than the limit. */
export const BIKES_FROM_ZOOM = 10;
export const BIKES_LIMIT = 12_000;
/** Levels count tiles of 256 px, zooms those of 512 px: clusters of 64 px. */
export const LEVELS_DEEPER = 3;
/**
 * How often clusters are looked at anew: whether they are few enough bikes by now, so far below the limit, and where
 * their middles are, which wander without a bike that leaves its cell.
 */
const LOOK_AGAIN_MS = 5_000;
const FEWER = 0.9;

type ViewEvent = BikesEvent | ClustersEvent;

/** What one viewer has been told of one view, and what to tell next. */
export class ShownView {
  private readonly bikes: ShownBikes;
  private readonly clusters: ShownClusters;
  private mode: "bikes" | "clusters" = "clusters";
  private lookedAtMs = 0;
  private counts: readonly number[] = [];
  private unplaced = 0;

  constructor(
    private readonly grid: FleetGrid,
    private readonly visible: VisibleFleets,
    private readonly view: LiveView,
    private readonly limit = BIKES_LIMIT,
  ) {
    const { bounds, statuses, fleetId, zoom } = view;
    const level = Math.floor(zoom) + LEVELS_DEEPER;
    this.bikes = new ShownBikes(grid, visible, { bounds, statuses, fleetId, limit });
    this.clusters = new ShownClusters(grid, visible, { bounds, statuses, fleetId, level });
  }

  /** All that the view shows; later events go on from it. */
  whole(nowMs: number): ViewEvent {
    this.count();
    return this.wholeBikes(nowMs, this.limit) ?? this.wholeClusters(nowMs);
  }

  /** What is another since the event before; null where nothing is. `changes` are those since then. */
  changed(changes: GridChanges, nowMs: number): ViewEvent | null {
    const counted = this.count();
    if (this.mode === "bikes") {
      const told = this.bikes.changed(changes, nowMs);
      if (told === null) return this.wholeClusters(nowMs);
      if (told.bikes.n + told.gone.length === 0 && !counted) return null;
      return { type: "bikes", ...this.head(nowMs), ...told, whole: false };
    }
    const isTimeToLook = nowMs >= this.lookedAtMs + LOOK_AGAIN_MS;
    const bikes = isTimeToLook ? this.wholeBikes(nowMs, FEWER * this.limit) : null;
    if (bikes) return bikes;
    const told = isTimeToLook ? this.clusters.anew() : this.clusters.changed(changes);
    if (told.cells.length === 0 && !told.whole && !counted) return null;
    return { type: "clusters", ...this.head(nowMs), ...told };
  }

  /** Keeps nothing of what was told: everything is told next. */
  forget(): void {
    this.bikes.forget();
  }

  pulse(nowMs: number, ready: boolean): PulseEvent {
    const pulse = this.grid.pulse(this.visible, this.view.fleetId);
    return { type: "pulse", view: this.view.id, at: nowMs, ...pulse, ready };
  }

  private wholeBikes(nowMs: number, limit: number): BikesEvent | null {
    this.lookedAtMs = nowMs;
    if (this.view.zoom < BIKES_FROM_ZOOM) return null;
    const told = this.bikes.whole(nowMs, limit);
    if (told === null) return null;
    this.mode = "bikes";
    return { type: "bikes", ...this.head(nowMs), ...told, whole: true };
  }

  private wholeClusters(nowMs: number): ClustersEvent {
    this.mode = "clusters";
    return { type: "clusters", ...this.head(nowMs), ...this.clusters.whole() };
  }

  private head(nowMs: number) {
    return { view: this.view.id, at: nowMs, counts: this.counts, unplaced: this.unplaced };
  }

  /** Counts anew; whether that gave other numbers. */
  private count(): boolean {
    const { known, placed } = this.grid.counts(this.visible, this.view.fleetId);
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const unplaced = sum(known) - sum(placed);
    const same = unplaced === this.unplaced && STATUSES.every((_, at) => known[at] === this.counts[at]);
    this.counts = known;
    this.unplaced = unplaced;
    return !same;
  }
}
