import { expect, it } from "vitest";
import { FleetGrid } from "./fleet-grid";
import { bound, EVERYTHING, ofFleets } from "./testing/scopes";
import { stateAt } from "./testing/state-at";

const NOW = Date.UTC(2026, 10, 25, 12);
const YEAR_MS = 365 * 86_400_000;
const MARGIN = 0.005;

function aGrid(): FleetGrid {
  const grid = new FleetGrid();
  for (let bike = 0; bike < 20; bike++)
    grid.applyState(stateAt(`LI-${bike}`, 47.05 + bike / 100, 9.5, NOW - 1_000), NOW);
  for (let bike = 0; bike < 50; bike++)
    grid.applyState(stateAt(`DCU-${bike}`, 53.3, -6.2, NOW - 3 * YEAR_MS), NOW);
  return grid;
}

it("is where most bikes are that have not been lost for years, every one of them inside", () => {
  expect(aGrid().home(EVERYTHING, null)).toEqual({
    west: expect.closeTo(9.5 - MARGIN, 6),
    east: expect.closeTo(9.5 + MARGIN, 6),
    south: expect.closeTo(47.05 - MARGIN, 6),
    north: expect.closeTo(47.24 + MARGIN, 6),
  });
});

it("is where most bikes of the chosen statuses are, and the fleet where none has them", () => {
  const grid = aGrid();
  expect(grid.home(EVERYTHING, null, ["missing"])?.south).toBeCloseTo(53.3 - MARGIN, 6);
  expect(grid.home(EVERYTHING, null, ["missing", "parked"])?.south).toBeCloseTo(47.05 - MARGIN, 6);
  expect(grid.home(EVERYTHING, null, ["charging"])?.south).toBeCloseTo(47.05 - MARGIN, 6);
  expect(grid.home(EVERYTHING, null, [])?.south).toBeCloseTo(47.05 - MARGIN, 6);
});

it("is among the viewer's own bikes, lost or not, and nowhere without one", () => {
  const grid = aGrid();
  expect(grid.home(bound([], "DCU-*"), null)?.south).toBeCloseTo(53.3 - MARGIN, 6);
  expect(grid.home(ofFleets("a"), null)).toBeNull();
  expect(new FleetGrid().home(EVERYTHING, null)).toBeNull();
});
