import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { STATUSES } from "@/lib/domain/bike-status";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "@/lib/live/fleet-grid";
import { readState } from "@/lib/live/read-state";
import { BIKES_FROM_ZOOM, BIKES_LIMIT, LEVELS_DEEPER } from "@/lib/live/shown-view";
import { EVERYTHING, ofFleets } from "@/lib/live/testing/scopes";
import { LEAF_LEVEL, UNIT_LEVEL } from "@/lib/live/tiles";
import { randomOf } from "@/simulator/random";
import { type CityFleet, fleetOfCities } from "./fleet-of-cities";
import { type BenchResult, judged, rounded } from "./result";

const SIZES = [200_000, 2_000_000];
const FLEETS = 200;
const UPDATES = 1_000_000;
/** Messages made ahead at a time, so that making them is not measured. */
const BATCH = 20_000;
const NOW = Date.UTC(2026, 10, 20, 12);
/** A wide screen, at the zooms of a web map with tiles of 512 px. */
const SCREEN = { width: 1_920, height: 1_080, tile: 512 };
const ZOOMS = [0, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const VIEWS_PER_ZOOM = 60;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/**
 * The live map's memory without servers: filling it from the bytes of published states, what it takes per bike, what it
 * keeps up with on one core, and how long one view takes.
 */
export async function grid(): Promise<BenchResult> {
  const figures: Record<string, number> = {};
  for (const bikes of SIZES) {
    const suffix = bikes === SIZES.at(-1) ? "" : `_${bikes / 1_000}k`;
    for (const [name, value] of Object.entries(measured(bikes))) figures[`${name}${suffix}`] = value;
  }
  return judged(figures, {
    atLeast: { updates_per_s: 200_000 },
    atMost: { bytes_per_bike: 150, view_p95_ms: 20 },
  });
}

function measured(bikes: number): Record<string, number> {
  const fleet = fleetOfCities(bikes, FLEETS, 5);
  const bytesBefore = usedBytes();
  const live = new FleetGrid();
  const fillS = fill(live, fleet, bikes);
  live.takeChanges();
  const bytesPerBike = (usedBytes() - bytesBefore) / bikes;
  const updates =
    UPDATES /
    update(live, fleet, bikes, (documents) => {
      for (const document of documents) live.applyState(document, NOW);
    });
  const parsedUpdates =
    UPDATES /
    update(live, fleet, bikes, (_, messages) => {
      applyMessages(live, messages);
    });
  const views = viewsP95Ms(live, fleet, bikes);
  console.error(
    `${bikes} bikes, p95 by zoom: ${views.map(([zoom, ms]) => `${zoom}: ${ms.toFixed(1)} ms`).join(", ")}`,
  );
  return {
    fill_s: rounded(fillS),
    bytes_per_bike: rounded(bytesPerBike, 4),
    updates_per_s: Math.round(updates),
    updates_from_bytes_per_s: Math.round(parsedUpdates),
    view_p95_ms: rounded(Math.max(...views.map(([, ms]) => ms))),
  };
}

/** Seconds to take in master data and states, the latter from the bytes of their messages. */
function fill(live: FleetGrid, fleet: CityFleet, bikes: number): number {
  let ms = 0;
  for (let from = 0; from < bikes; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, bikes - from) }, (_, at) => from + at);
    const entities = batch.map((bike) => fleet.entity(bike));
    const messages = batch.map((bike) =>
      Buffer.from(JSON.stringify(fleet.state(bike, NOW - (bike % 600_000)))),
    );
    const startedMs = performance.now();
    for (const entity of entities) live.applyEntity(entity, NOW);
    applyMessages(live, messages);
    ms += performance.now() - startedMs;
  }
  return ms / 1_000;
}

function applyMessages(live: FleetGrid, messages: readonly Buffer[]): void {
  for (const message of messages) {
    const state = readState(JSON.parse(message.toString()));
    if (state) live.applyState(state, NOW);
  }
}

/** Seconds for random bikes that ride on: merge, status, timers, cells, and changes taken as a feed does. */
function update(
  live: FleetGrid,
  fleet: CityFleet,
  bikes: number,
  apply: (documents: readonly ReturnType<CityFleet["state"]>[], messages: readonly Buffer[]) => void,
): number {
  const random = randomOf(9);
  let ms = 0;
  for (let done = 0; done < UPDATES; done += BATCH) {
    const documents = Array.from({ length: BATCH }, () => fleet.state(random.whole(0, bikes - 1), clock++));
    const messages = documents.map((document) => Buffer.from(JSON.stringify(document)));
    const startedMs = performance.now();
    apply(documents, messages);
    live.tick(NOW);
    live.takeChanges();
    ms += performance.now() - startedMs;
  }
  return ms / 1_000;
}
let clock = NOW;

/** 95th percentile of one view's snapshot by zoom, over places where bikes are and four kinds of viewers. */
function viewsP95Ms(live: FleetGrid, fleet: CityFleet, bikes: number): [zoom: number, ms: number][] {
  const random = randomOf(3);
  const viewers = [
    EVERYTHING,
    ...[1, 20, FLEETS].map((count) => ofFleets(...fleet.fleetIds.slice(0, count))),
  ];
  return ZOOMS.map((zoom) => {
    const times = Array.from({ length: VIEWS_PER_ZOOM }, (_, at) => {
      const viewer = viewers[at % viewers.length] ?? EVERYTHING;
      const bounds = boundsAround(fleet.place(random.whole(0, bikes - 1)), zoom);
      const startedMs = performance.now();
      show(live, viewer, bounds, zoom);
      return performance.now() - startedMs;
    }).sort((a, b) => a - b);
    return [zoom, times[Math.floor(0.95 * times.length)] ?? Number.NaN];
  });
}

type Bounds = ReturnType<typeof boundsAround>;

function show(live: FleetGrid, viewer: VisibleFleets, bounds: Bounds, zoom: number): number {
  const question = { bounds, statuses: STATUSES, fleetId: null };
  live.counts(viewer);
  if (zoom >= BIKES_FROM_ZOOM) {
    const { bikes, more } = live.bikesIn(viewer, { ...question, limit: BIKES_LIMIT });
    if (!more) return live.shown(viewer, bikes).length;
  }
  const deepest = zoom < BIKES_FROM_ZOOM ? LEAF_LEVEL : UNIT_LEVEL;
  const level = Math.min(zoom + LEVELS_DEEPER, deepest);
  return live.clusters(viewer, { ...question, level }).clusters.length;
}

function boundsAround({ lat, lon }: { lat: number; lon: number }, zoom: number) {
  const degreesPerPixel = 360 / (SCREEN.tile * 2 ** zoom);
  const [x, y] = [SCREEN.width / 2, (SCREEN.height / 2) * Math.cos((lat * Math.PI) / 180)];
  return {
    west: Math.max(-180, lon - x * degreesPerPixel),
    east: Math.min(180, lon + x * degreesPerPixel),
    south: Math.max(-85, lat - y * degreesPerPixel),
    north: Math.min(85, lat + y * degreesPerPixel),
  };
}

function usedBytes(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
