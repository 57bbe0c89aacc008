import { STATUSES, type Status } from "./bike-status";
import { fromBase64, readIds, toBase64, writeIds } from "./live-columns";

/** A bike as a map shows it. */
export interface LiveBike {
  /** The server's number of it, the same for as long as the stream lasts. */
  readonly index: number;
  /** Empty where the viewer has been told before. */
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  /** Degrees clockwise from north. */
  readonly headingDeg: number | null;
  readonly status: Status;
  readonly chargePct: number | null;
  readonly speedKmh: number | null;
  /** When it was there, ms since epoch, at a tenth of a second; minus infinity where that is 109 minutes ago or more. */
  readonly positionAtMs: number;
}

/** Bikes that lie in one cell of the map. */
export interface LiveCluster {
  /** Tile of web mercator. */
  readonly x: number;
  readonly y: number;
  /** None is left where it is 0. */
  readonly count: number;
  /** The worst status inside. */
  readonly status: Status;
  /** Some bike inside has a fault, also where another status is worse. */
  readonly hasFault: boolean;
  /** Centre of gravity. */
  readonly lat: number;
  readonly lon: number;
}

/** Bikes column by column: about 28 characters each. */
export interface BikeColumns {
  readonly n: number;
  readonly index: string;
  readonly ids: string;
  readonly lat: string;
  readonly lon: string;
  readonly look: string;
  readonly age: string;
}

interface ViewEvent {
  readonly view: string;
  /** The server's clock, ms since epoch. */
  readonly at: number;
  /** Bikes of the view's fleet by status, in the order of `STATUSES`, wherever they are and whatever is chosen. */
  readonly counts: readonly number[];
  /** How many of them no map shows, because their position was never reported. */
  readonly unplaced: number;
  /** Everything in the view, or what has changed since the event before. */
  readonly whole: boolean;
}
export interface BikesEvent extends ViewEvent {
  readonly type: "bikes";
  readonly bikes: BikeColumns;
  /** Indices of bikes that are in the view no more. */
  readonly gone: readonly number[];
}
export interface ClustersEvent extends ViewEvent {
  readonly type: "clusters";
  readonly level: number;
  /** x, y, count, place of the worst status in `STATUSES`, latitude and longitude in 1e-5 degrees, 1 with a fault. */
  readonly cells: readonly (readonly number[])[];
}
/** How the stream itself is, about once a second. */
export interface PulseEvent {
  readonly type: "pulse";
  readonly view: string;
  readonly at: number;
  /** Of the view's fleet, behind what came lately. */
  readonly readingsPerSecond: number;
  /** Median time from the edge's stamp to the sending of what came lately, ms; null where nothing came. */
  readonly ageMs: number | null;
  /** Everything known is in memory, and what is new is being read. */
  readonly ready: boolean;
}
/** The last event of a stream that must not be opened again. */
export interface EndEvent {
  readonly type: "end";
}
export type LiveEvent = BikesEvent | ClustersEvent | PulseEvent | EndEvent;

const NONE = 255;
const HEADING_STEPS = 240;
const LOOK_BYTES = 4;
const OLDEST_TENTHS = 65_535;
const small = (value: number | null, most: number): number =>
  value === null ? NONE : Math.max(0, Math.min(most, Math.round(value)));

/**
 * Bikes in the order of their ids, so that these take little.
 * @param atMs the event's clock, which ages are counted from.
 */
export function encodeBikes(given: readonly LiveBike[], atMs: number): BikeColumns {
  const bikes = given.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const index = new Uint32Array(bikes.length);
  const lat = new Int32Array(bikes.length);
  const lon = new Int32Array(bikes.length);
  const look = new Uint8Array(bikes.length * LOOK_BYTES);
  const age = new Uint16Array(bikes.length);
  for (const [at, bike] of bikes.entries()) {
    index[at] = bike.index;
    lat[at] = Math.round(bike.lat * 1e6);
    lon[at] = Math.round(bike.lon * 1e6);
    const heading =
      bike.headingDeg === null ? null : ((bike.headingDeg / 360) * HEADING_STEPS) % HEADING_STEPS;
    look[at * LOOK_BYTES] = small(heading, HEADING_STEPS);
    look[at * LOOK_BYTES + 1] = STATUSES.indexOf(bike.status);
    look[at * LOOK_BYTES + 2] = small(bike.chargePct, 100);
    look[at * LOOK_BYTES + 3] = small(bike.speedKmh, 250);
    age[at] = Math.max(0, Math.min(OLDEST_TENTHS, Math.round((atMs - bike.positionAtMs) / 100)));
  }
  return {
    n: bikes.length,
    index: toBase64(index),
    ids: writeIds(bikes.map(({ id }) => id)),
    lat: toBase64(lat),
    lon: toBase64(lon),
    look: toBase64(look),
    age: toBase64(age),
  };
}

export function decodeBikes(columns: BikeColumns, atMs: number): LiveBike[] {
  const index = new Uint32Array(fromBase64(columns.index));
  const lat = new Int32Array(fromBase64(columns.lat));
  const lon = new Int32Array(fromBase64(columns.lon));
  const look = new Uint8Array(fromBase64(columns.look));
  const age = new Uint16Array(fromBase64(columns.age));
  const ids = readIds(columns.ids);
  const known = (value: number | undefined): number | null =>
    value === undefined || value === NONE ? null : value;
  return Array.from({ length: columns.n }, (_, at) => {
    const heading = known(look[at * LOOK_BYTES]);
    return {
      index: index[at] ?? 0,
      id: ids[at] ?? "",
      lat: (lat[at] ?? 0) / 1e6,
      lon: (lon[at] ?? 0) / 1e6,
      headingDeg: heading === null ? null : (heading * 360) / HEADING_STEPS,
      status: STATUSES[look[at * LOOK_BYTES + 1] ?? 0] ?? "parked",
      chargePct: known(look[at * LOOK_BYTES + 2]),
      speedKmh: known(look[at * LOOK_BYTES + 3]),
      positionAtMs: age[at] === OLDEST_TENTHS ? Number.NEGATIVE_INFINITY : atMs - (age[at] ?? 0) * 100,
    };
  });
}

export const encodeCluster = ({ x, y, count, status, hasFault, lat, lon }: LiveCluster): number[] => [
  x,
  y,
  count,
  STATUSES.indexOf(status),
  Math.round(lat * 1e5),
  Math.round(lon * 1e5),
  Number(hasFault),
];

export function decodeCluster(cell: readonly number[]): LiveCluster {
  const [x = 0, y = 0, count = 0, status = 0, lat = 0, lon = 0, fault = 0] = cell;
  const hasFault = fault === 1;
  return { x, y, count, status: STATUSES[status] ?? "parked", hasFault, lat: lat / 1e5, lon: lon / 1e5 };
}
