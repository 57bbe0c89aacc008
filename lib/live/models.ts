import type { Status } from "@/lib/domain/bike-status";
import type { Bounds } from "./tiles";

/** Numbers of bikes, one per status in the order of `STATUSES`. */
type StatusCounts = readonly number[];

export interface Fleet {
  readonly id: string;
  readonly name: string;
}

/** One bike as a viewer sees it. Times are event times, ms since epoch. */
export interface BikeView {
  /** Number of the bike in this grid, for as long as the process lives. */
  readonly index: number;
  readonly bikeId: string;
  readonly status: Status;
  /** Null for a bike that nobody registered. */
  readonly fleet: Fleet | null;
  readonly newestAtMs: number;
  readonly position: {
    readonly lat: number;
    readonly lon: number;
    readonly headingDeg: number | null;
    readonly atMs: number;
  } | null;
  readonly speedKmh: number | null;
  /** Minus infinity where no speed is known. */
  readonly speedAtMs: number;
  readonly chargePct: number | null;
  readonly currentA: number | null;
  readonly locked: boolean | null;
  readonly errorCodes: readonly string[];
}

export interface FoundBikes {
  readonly bikes: readonly BikeView[];
  readonly more: boolean;
}

/** The bikes of one map tile. */
export interface Cluster {
  readonly x: number;
  readonly y: number;
  /** Bikes of the wanted statuses; 0 where the last one has left. */
  readonly count: number;
  /** The first in the order of `STATUSES` that any of them has; null where there is none. */
  readonly worst: Status | null;
  readonly counts: StatusCounts;
  /** Where the bikes are in the middle, degrees, to an eighth of the tile or better. */
  readonly lat: number;
  readonly lon: number;
}

interface MapQuestion {
  readonly bounds: Bounds;
  readonly statuses: readonly Status[];
  /** One fleet of those that the viewer sees; null for all of them, and bikes of none. */
  readonly fleetId: string | null;
}
/** A level is a zoom of 256-pixel tiles; the coarsest is 0. */
export interface CellQuestion extends MapQuestion {
  readonly level: number;
}
export interface Clusters {
  /** The level asked for, or a coarser one where that would be too many tiles. */
  readonly level: number;
  readonly clusters: readonly Cluster[];
}

export interface BikesQuestion extends MapQuestion {
  readonly limit: number;
}
export interface BikesInside {
  /** None where there are more. */
  readonly bikes: readonly number[];
  /** More bikes lie in the bounds than the limit. */
  readonly more: boolean;
}

/** Bikes of a viewer per status: all of them, and those whose position is known. */
export interface Counts {
  readonly known: StatusCounts;
  readonly placed: StatusCounts;
}
