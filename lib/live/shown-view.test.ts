import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import { type BikesEvent, type ClustersEvent, decodeBikes } from "@/lib/domain/live-events";
import type { LiveView } from "@/lib/domain/live-view";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import { BIKES_FROM_ZOOM, ShownView } from "./shown-view";
import { FIRST_MS } from "./testing/happenings.arbitrary";
import { bound, EVERYTHING, ofFleets } from "./testing/scopes";
import { stateAt } from "./testing/state-at";
import { someSteps, take } from "./testing/steps.arbitrary";
import { Watcher } from "./testing/watcher";

const WORLD = { west: -180, south: -90, east: 180, north: 90 };
const EAST = { west: 0, south: -90, east: 180, north: 90 };
const aView = (over: Partial<LiveView> = {}): LiveView => ({
  id: "v",
  bounds: WORLD,
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
  ...over,
});
/** Bikes, clusters of counted cells, and clusters of bikes added up; narrowed by bounds, status and fleet. */
const VIEWS = [12, 3, 1].flatMap((zoom) => [
  aView({ zoom }),
  aView({ zoom, bounds: EAST }),
  aView({ zoom, statuses: STATUSES.slice(2) }),
  aView({ zoom, fleetId: "a", bounds: EAST }),
]);
const VIEWERS = [EVERYTHING, ofFleets("a"), ofFleets("a", "b"), bound(["b"], "LI-*"), bound([], "LI-000002")];

const positionOf = (bikeId: string, lat: number, lon: number, seconds = 0) =>
  stateAt(bikeId, lat, lon, FIRST_MS + seconds * 1_000);

/** What the grid answers. */
function asked(grid: FleetGrid, viewer: VisibleFleets, view: LiveView) {
  const { known, placed } = grid.counts(viewer, view.fleetId);
  const { bikes } = grid.bikesIn(viewer, { ...view, limit: 99 });
  const ids = bikes.map((bike) => grid.at(viewer, bike)?.bikeId ?? "").toSorted();
  return {
    counts: known,
    unplaced: sum(known) - sum(placed),
    bikes: view.zoom < BIKES_FROM_ZOOM ? [] : ids.map((id) => ({ id })),
  };
}
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe("what a viewer has been told of a view", () => {
  it("is after any changes what a new viewer is told", () => {
    const watching = fc.record({ viewer: fc.constantFrom(...VIEWERS), view: fc.constantFrom(...VIEWS) });
    fc.assert(
      fc.property(someSteps, fc.array(watching, { minLength: 3, maxLength: 6 }), (groups, chosen) => {
        const grid = new FleetGrid();
        let nowMs = FIRST_MS;
        const watched = chosen.map(({ viewer, view }) => {
          const shown = new ShownView(grid, viewer, view);
          const watcher = new Watcher();
          watcher.hear(shown.whole(nowMs));
          return { viewer, view, shown, watcher };
        });
        for (const steps of groups) {
          for (const step of steps) nowMs = take(grid, step, nowMs);
          const changes = grid.takeChanges();
          for (const { viewer, view, shown, watcher } of watched) {
            watcher.hear(shown.changed(changes, nowMs));
            const anew = new Watcher();
            anew.hear(new ShownView(grid, viewer, view).whole(nowMs));
            expect(watcher.shown()).toEqual(anew.shown());
            expect(anew.shown()).toMatchObject(asked(grid, viewer, view));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is told anew when told again, whatever was missed", () => {
    fc.assert(
      fc.property(someSteps, (groups) => {
        const grid = new FleetGrid();
        let nowMs = FIRST_MS;
        const shown = new ShownView(grid, EVERYTHING, aView());
        const watcher = new Watcher();
        watcher.hear(shown.whole(nowMs));
        for (const [at, steps] of groups.entries()) {
          for (const step of steps) nowMs = take(grid, step, nowMs);
          const changes = grid.takeChanges();
          if (at % 3 === 0) continue;
          watcher.hear(at % 3 === 1 ? shown.whole(nowMs) : shown.changed(changes, nowMs));
          const anew = new Watcher();
          anew.hear(new ShownView(grid, EVERYTHING, aView()).whole(nowMs));
          expect(watcher.shown()).toEqual(anew.shown());
        }
      }),
    );
  });

  it("is nothing where nothing has changed", () => {
    const grid = new FleetGrid();
    grid.applyState(positionOf("LI-000001", 47, 9), FIRST_MS);
    grid.takeChanges();
    for (const view of VIEWS) {
      const shown = new ShownView(grid, EVERYTHING, view);
      shown.whole(FIRST_MS);
      expect(shown.changed(grid.takeChanges(), FIRST_MS)).toBeNull();
    }
  });

  it("is told even if what was told as a whole before comes back after a change", () => {
    const grid = new FleetGrid();
    const viewer = bound(["a"], "DCU-00011");
    const shown = new ShownView(grid, viewer, aView({ zoom: 3 }));
    const watcher = new Watcher();
    const tell = () => watcher.hear(shown.changed(grid.takeChanges(), FIRST_MS));
    const assign = (version: number, fleet: string) =>
      grid.applyEntity(aBikeEntity("LI-000001", { version, assignments: [inFleet(fleet)] }), FIRST_MS);
    grid.applyState(positionOf("LI-000001", 47, 9), FIRST_MS);
    watcher.hear(shown.whole(FIRST_MS));
    assign(1, "a");
    tell();
    expect(watcher.shown().clusters).toHaveLength(1);
    assign(2, "b");
    grid.applyState(positionOf("DCU-00012", 47, 9), FIRST_MS);
    tell();
    expect(watcher.shown().clusters).toEqual([]);
  });
});

describe("a view with more bikes than a map can show", () => {
  const LIMIT = 10;
  const grid = new FleetGrid();
  const shown = new ShownView(grid, EVERYTHING, aView({ zoom: BIKES_FROM_ZOOM, bounds: EAST }), LIMIT);
  const put = (from: number, to: number, lon: number, seconds: number) => {
    for (let bike = from; bike < to; bike++)
      grid.applyState(positionOf(`LI-${100 + bike}`, 47, lon + bike / 1e3, seconds), FIRST_MS);
  };
  const watcher = new Watcher();
  const tell = (seconds: number) =>
    watcher.hear(shown.changed(grid.takeChanges(), FIRST_MS + seconds * 1_000));

  it("shows bikes up to the limit, also when all of them change at once", () => {
    put(0, LIMIT, 9, 0);
    watcher.hear(shown.whole(FIRST_MS));
    put(0, LIMIT, 8, 1);
    const event = shown.changed(grid.takeChanges(), FIRST_MS + 1_000);
    watcher.hear(event);
    expect(event).toMatchObject({ type: "bikes", whole: false, bikes: { n: LIMIT } });
  });

  it("shows clusters from one more on", () => {
    put(LIMIT, LIMIT + 1, 9, 2);
    tell(2);
    expect(watcher.shown()).toMatchObject({ mode: "clusters", bikes: [] });
  });

  it("shows bikes again soon after they have become clearly fewer", () => {
    put(0, 1, -9, 3);
    tell(8);
    expect(watcher.mode).toBe("clusters");
    put(0, 3, -9, 9);
    tell(12);
    expect(watcher.mode).toBe("clusters");
    tell(14);
    expect(watcher.mode).toBe("bikes");
    expect(watcher.shown().bikes).toHaveLength(LIMIT - 2);
  });
});

describe("numbers of bikes on a stream", () => {
  it("are counted from 0 as that viewer is told of them", () => {
    const grid = new FleetGrid();
    for (let bike = 0; bike < 50; bike++) grid.applyState(positionOf(`DCU-${bike}`, 53, -6), FIRST_MS);
    for (let bike = 0; bike < 3; bike++) grid.applyState(positionOf(`LI-${bike}`, 47, 9), FIRST_MS);
    const shown = new ShownView(grid, bound([], "LI-*"), aView());
    expect(numbersIn(shown.whole(FIRST_MS))).toEqual([0, 1, 2]);
    grid.applyState(positionOf("LI-7", 47, 9), FIRST_MS);
    expect(numbersIn(shown.changed(grid.takeChanges(), FIRST_MS))).toEqual([0, 1, 2, 3]);
  });
});

function numbersIn(event: BikesEvent | ClustersEvent | null): number[] {
  if (event?.type !== "bikes") return [];
  return decodeBikes(event.bikes, event.at)
    .map(({ index }) => index)
    .toSorted();
}
