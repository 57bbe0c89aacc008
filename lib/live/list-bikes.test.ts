import { expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import { stateDocument } from "@/lib/domain/state";
import { FleetGrid } from "./fleet-grid";
import { bound, EVERYTHING } from "./testing/scopes";
import { stateAt } from "./testing/state-at";

const NOW = Date.UTC(2026, 10, 25, 12);

it("holds as many bikes of each status as the counts say, by id, with a position or without", () => {
  const grid = new FleetGrid();
  for (const bike of [30, 4, 100])
    grid.applyState(stateAt(`LI-${bike}`, 47 + bike / 100, 9.5, NOW - bike), NOW);
  grid.applyState(stateAt("LI-2", 47, 9.5, NOW - 40 * 86_400_000), NOW);
  const lowCharge = { soc_permille: { t: NOW, s: "iot" as const, v: 50 } };
  grid.applyState(stateDocument("LI-1", 0, lowCharge, NOW), NOW);
  grid.applyState(stateAt("DCU-1", 53, -6, NOW), NOW);
  const idsOf = (statuses: readonly (typeof STATUSES)[number][], visible = EVERYTHING) =>
    grid.list(visible, null, statuses).bikes.map((bike) => grid.at(visible, bike)?.bikeId);
  const { known } = grid.counts(EVERYTHING);
  for (const [at, status] of STATUSES.entries()) expect(idsOf([status])).toHaveLength(known[at] ?? -1);
  expect(idsOf(STATUSES)).toEqual(["DCU-1", "LI-1", "LI-100", "LI-2", "LI-30", "LI-4"]);
  expect(idsOf(["missing"])).toEqual(["LI-2"]);
  expect(idsOf(STATUSES, bound([], "DCU-*"))).toEqual(["DCU-1"]);
  expect(idsOf([])).toEqual([]);
});

it("says so where there are more than it can hold", () => {
  const grid = new FleetGrid();
  for (let bike = 0; bike < 20_001; bike++) grid.applyState(stateAt(`LI-${bike}`, 47, 9.5, NOW), NOW);
  const { bikes, more } = grid.list(EVERYTHING, null, STATUSES);
  expect(bikes).toHaveLength(20_000);
  expect(more).toBe(true);
});
