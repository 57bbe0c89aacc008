import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import { BIKES, FIRST_MS, type Happening, someHappenings } from "./testing/happenings.arbitrary";
import { NaiveFleet } from "./testing/naive-fleet";
import { bound, EVERYTHING, ofFleets } from "./testing/scopes";

const HOUR_MS = 3_600_000;
const EUROPE = { west: -12, south: 34, east: 32, north: 71 };
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

/** Everything that the scope can learn by any question. */
function answers(grid: FleetGrid, visible: VisibleFleets) {
  const tiles = (level: number, bounds: typeof WORLD) =>
    grid.clusters(visible, { bounds, level, statuses: STATUSES }).clusters;
  const inside = grid.bikesIn(visible, { bounds: WORLD, statuses: STATUSES, limit: 99 });
  const views = BIKES.flatMap((bikeId) => grid.bike(visible, bikeId) ?? []);
  return {
    views: views.map(({ index, ...view }) => view),
    counts: grid.counts(visible),
    clusters: [3, 6].map((level) => byTile(tiles(level, WORLD))),
    fine: byTile(tiles(13, { west: 0, south: 47, east: 1, north: 48 })),
    inside: inside.bikes.map((index) => grid.at(visible, index)?.bikeId ?? "hidden").sort(),
    found: grid
      .find(visible, "0", 99)
      .map(({ bikeId }) => bikeId)
      .sort(),
  };
}
const byTile = (clusters: readonly { x: number; y: number; counts: readonly number[] }[]) =>
  new Map(clusters.map(({ x, y, counts }) => [`${x}/${y}`, counts] as const).sort());

function expectSame(grid: FleetGrid, fleet: NaiveFleet, nowMs: number): void {
  for (const visible of SCOPES) {
    const expected = fleet.views(visible, nowMs);
    const ids = expected.map(({ bikeId }) => bikeId).sort();
    const given = answers(grid, visible);
    expect(given.views.sort((a, b) => (a.bikeId < b.bikeId ? -1 : 1))).toEqual(
      expected.sort((a, b) => (a.bikeId < b.bikeId ? -1 : 1)),
    );
    expect(given.counts).toEqual(fleet.counts(visible, nowMs));
    for (const [at, level] of [3, 6].entries())
      expect(given.clusters[at]).toEqual(
        fleet.clusters(visible, { bounds: WORLD, level, statuses: STATUSES }, nowMs),
      );
    expect(given.inside).toEqual(
      fleet.bikesIn(visible, { bounds: WORLD, statuses: STATUSES, limit: 99 }, nowMs),
    );
    expect(given.found).toEqual(ids.filter((id) => id.includes("0")));
  }
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
      { numRuns: 100 },
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
          const expected = answers(inOrder, visible);
          expect(answers(inAnyOrder, visible)).toEqual(expected);
          expect(answers(restarted, visible)).toEqual(expected);
        }
      }),
      { numRuns: 100 },
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
      [3, 5].map((level) => ({ bounds, level, statuses: STATUSES.slice(1) })),
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
              for (const { x, y, count, counts } of grid.changedClusters(visible, changes, question)
                ?.clusters ?? [])
                if (count === 0) view.delete(`${x}/${y}`);
                else view.set(`${x}/${y}`, counts);
              expect(new Map([...view].sort())).toEqual(byTile(grid.clusters(visible, question).clusters));
            }
        }
      }),
      { numRuns: 50 },
    );
  });
});
