import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import type { BikesQuestion } from "./models";
import { BIKES, FIRST_MS, FLEETS, type Happening, someHappenings } from "./testing/happenings.arbitrary";
import { NaiveFleet } from "./testing/naive-fleet";
import { bound, EVERYTHING, ofFleets } from "./testing/scopes";

const HOUR_MS = 3_600_000;
const EUROPE = { west: -12, south: 34, east: 32, north: 71 };
const EAST = { west: 0, south: -90, east: 180, north: 90 };
const WORLD = { west: -180, south: -90, east: 180, north: 90 };
const SCOPES: readonly VisibleFleets[] = [
  EVERYTHING,
  ofFleets("a"),
  ofFleets("b"),
  ofFleets("a", "b"),
  ofFleets(),
  bound([], "LI-*"),
  bound(["a"], "LI-000002"),
  bound([], "LIX*", "DCU-00011"),
  bound(["b"], "DCU-0001*", "0F*"),
];
/** Before the first change of fleets, between them, silent, missing. */
const TIMES = [FIRST_MS + 60_000, FIRST_MS + 1.5 * HOUR_MS, FIRST_MS + 9 * HOUR_MS, FIRST_MS + 90 * HOUR_MS];

function apply(grid: FleetGrid, happening: Happening, nowMs: number): boolean {
  if (happening.kind === "state") return grid.applyState(happening.document, nowMs);
  return grid.applyEntity(happening.entity, nowMs);
}

/** Everything that the viewer can learn by any question. */
function answers(grid: FleetGrid, visible: VisibleFleets) {
  const views = BIKES.flatMap((bikeId) => grid.bike(visible, bikeId) ?? []);
  return {
    views: views.map(({ index, ...view }) => view),
    found: grid.find(visible, "0", 99).bikes.map(({ bikeId }) => bikeId),
    named: BIKES.filter(
      (bikeId) => grid.find(visible, ` ${bikeId.toLowerCase()}`, 9).bikes[0]?.bikeId === bikeId,
    ),
    fleets: grid.fleets(visible).map(({ id }) => id),
    ofFleet: [null, ...FLEETS, "other"].map((fleetId) => ({
      counts: grid.counts(visible, fleetId),
      tiles: [3, 6].map((level) => {
        const question = { bounds: WORLD, level, statuses: STATUSES, fleetId };
        return byTile(grid.clusters(visible, question).clusters);
      }),
      inside: bikesIn(grid, visible, { bounds: EAST, statuses: STATUSES, fleetId, limit: 99 }),
    })),
  };
}

/** The same computed from whole documents. */
function expected(fleet: NaiveFleet, visible: VisibleFleets, nowMs: number): ReturnType<typeof answers> {
  const views = fleet.views(visible, nowMs);
  return {
    views: BIKES.flatMap((bikeId) => views.find((view) => view.bikeId === bikeId) ?? []),
    found: expect.toSatisfy((found: string[]) =>
      sameSet(
        found,
        views.map(({ bikeId }) => bikeId),
      ),
    ),
    named: BIKES.filter((bikeId) => views.some((view) => view.bikeId === bikeId)),
    fleets: [...new Set(views.flatMap(({ fleet: of }) => of?.id ?? []))].sort(),
    ofFleet: [null, ...FLEETS, "other"].map((fleetId) => ({
      counts: fleet.counts(visible, fleetId, nowMs),
      tiles: [3, 6].map((level) =>
        fleet.clusters(visible, { bounds: WORLD, level, statuses: STATUSES, fleetId }, nowMs),
      ),
      inside: fleet.bikesIn(visible, { bounds: EAST, statuses: STATUSES, fleetId, limit: 99 }, nowMs),
    })),
  };
}

function bikesIn(grid: FleetGrid, visible: VisibleFleets, question: BikesQuestion): string[] {
  const { bikes, more } = grid.bikesIn(visible, question);
  expect(more).toBe(false);
  const upTo = (limit: number) => grid.bikesIn(visible, { ...question, limit });
  expect(upTo(bikes.length)).toEqual({ bikes, more: false });
  if (bikes.length > 0) expect(upTo(bikes.length - 1)).toEqual({ bikes: [], more: true });
  for (let index = 0; index < grid.size; index++)
    expect(grid.isIn(visible, index, question)).toBe(bikes.includes(index));
  return bikes.map((index) => grid.at(visible, index)?.bikeId ?? "hidden").sort();
}
const sameSet = (found: readonly string[], ids: readonly string[]): boolean =>
  found.toSorted().join() ===
  ids
    .filter((id) => id.includes("0"))
    .toSorted()
    .join();
const byTile = (clusters: readonly { x: number; y: number; counts: readonly number[] }[]) =>
  new Map(clusters.map(({ x, y, counts }) => [`${x}/${y}`, counts]));

function expectSame(grid: FleetGrid, fleet: NaiveFleet, nowMs: number): void {
  for (const visible of SCOPES) expect(answers(grid, visible)).toEqual(expected(fleet, visible, nowMs));
}

describe("the fleet in memory", () => {
  it("is what the domain's merge makes of the same states, at any time, for everybody", () => {
    fc.assert(
      fc.property(someHappenings, (happenings) => {
        const grid = new FleetGrid();
        const fleet = new NaiveFleet();
        for (const [at, happening] of happenings.entries()) {
          apply(grid, happening, TIMES[0] ?? 0);
          if (happening.kind === "state") fleet.applyState(happening.document);
          else fleet.applyEntity(happening.entity);
          if (at % 8 === 0) expectSame(grid, fleet, TIMES[0] ?? 0);
        }
        for (const nowMs of TIMES) {
          grid.tick(nowMs);
          expectSame(grid, fleet, nowMs);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is the same in any order, with anything repeated, and after a restart in the middle", () => {
    const shuffled = someHappenings.chain((happenings) =>
      fc.record({
        happenings: fc.constant(happenings),
        order: fc.shuffledSubarray([...happenings, ...happenings, ...happenings.slice(0, 5)], {
          minLength: 2 * happenings.length + Math.min(5, happenings.length),
        }),
        cut: fc.nat(happenings.length),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ happenings, order, cut }) => {
        const nowMs = TIMES[1] ?? 0;
        const inOrder = new FleetGrid();
        for (const happening of happenings) apply(inOrder, happening, nowMs);
        const inAnyOrder = new FleetGrid();
        for (const happening of order) apply(inAnyOrder, happening, nowMs);
        const restarted = new FleetGrid();
        for (const happening of [...happenings.slice(cut), ...happenings]) apply(restarted, happening, nowMs);
        for (const visible of SCOPES) {
          const unordered = { ...answers(inOrder, visible), found: expect.anything() };
          expect(answers(inAnyOrder, visible)).toEqual(unordered);
          expect(answers(restarted, visible)).toEqual(unordered);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("knows every bike of which it was told anything, and no other", () => {
    fc.assert(
      fc.property(someHappenings, (happenings) => {
        const grid = new FleetGrid();
        for (const happening of happenings) apply(grid, happening, FIRST_MS);
        const told = new Set<string>(
          happenings.map((one) => (one.kind === "state" ? one.document.bike_id : one.entity.bike_id)),
        );
        expect(BIKES.filter((bikeId) => grid.knows(bikeId))).toEqual(
          BIKES.filter((bikeId) => told.has(bikeId)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("changes nothing, and says so, when everything comes once more", () => {
    fc.assert(
      fc.property(someHappenings, (happenings) => {
        const grid = new FleetGrid();
        for (const happening of happenings) apply(grid, happening, TIMES[0] ?? 0);
        grid.takeChanges();
        for (const happening of happenings) expect(apply(grid, happening, TIMES[0] ?? 0)).toBe(false);
        const { bikes, cells } = grid.takeChanges();
        expect(bikes).toHaveLength(0);
        expect(cells.map(({ count }) => count).filter((count) => count > 0)).toEqual([]);
      }),
    );
  });

  it("brings a view that follows the changes to where a new view begins", () => {
    const questions = [EUROPE, WORLD].flatMap((bounds) =>
      [3, 5].map((level) => ({ bounds, level, statuses: STATUSES.slice(1), fleetId: null })),
    );
    fc.assert(
      fc.property(someHappenings, fc.integer({ min: 1, max: 9 }), (happenings, step) => {
        const grid = new FleetGrid();
        const followed = new Map<string, Map<string, readonly number[]>>();
        for (let from = 0; from < happenings.length; from += step) {
          for (const happening of happenings.slice(from, from + step)) apply(grid, happening, TIMES[0] ?? 0);
          const changes = grid.takeChanges();
          for (const [scope, visible] of SCOPES.entries())
            for (const [at, question] of questions.entries()) {
              const view = followed.get(`${scope}/${at}`) ?? new Map();
              followed.set(`${scope}/${at}`, view);
              const changed = grid.changedClusters(visible, changes, question);
              if (changed === null) view.clear();
              const { clusters } = changed ?? grid.clusters(visible, question);
              for (const { x, y, count, counts } of clusters)
                if (count === 0) view.delete(`${x}/${y}`);
                else view.set(`${x}/${y}`, counts);
              expect(view).toEqual(byTile(grid.clusters(visible, question).clusters));
            }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("names every bike of which something shown changed, and no other unless something of it was erased", () => {
    const shown = (grid: FleetGrid) =>
      Array.from({ length: grid.size }, (_, index) => {
        const view = grid.at(EVERYTHING, index);
        return (
          view && [
            view.position?.lat,
            view.position?.lon,
            view.position?.headingDeg,
            view.speedKmh,
            view.status,
            view.chargePct,
            view.fleet?.id,
            grid.at(bound([], "LI*", "DCU-*", "0*"), index) !== null,
          ]
        );
      });
    fc.assert(
      fc.property(someHappenings, (happenings) => {
        const grid = new FleetGrid();
        let before = shown(grid);
        const expectNamed = (erased: boolean) => {
          const after = shown(grid);
          const named = new Set(grid.takeChanges().bikes);
          for (const [index, view] of after.entries()) {
            const isSame = JSON.stringify(view) === JSON.stringify(before[index] ?? null);
            if (!isSame) expect(named).toContain(index);
            else if (view && !erased) expect(named).not.toContain(index);
          }
          before = after;
        };
        for (const happening of happenings) {
          apply(grid, happening, TIMES[0] ?? 0);
          expectNamed(happening.kind === "state" && happening.document.generation > 0);
        }
        for (const nowMs of TIMES) {
          grid.tick(nowMs);
          expectNamed(false);
        }
      }),
    );
  });
});
