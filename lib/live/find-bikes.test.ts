import { expect, it } from "vitest";
import { FleetGrid } from "./fleet-grid";
import { bound, EVERYTHING } from "./testing/scopes";
import { stateAt } from "./testing/state-at";

const NOW = Date.UTC(2026, 10, 25, 12);
const IDS = ["LI-000112", "LI-000012", "DCU-000012", "LI-MAP-2", "0F-33A", "LI-000120"];

function aGrid(): FleetGrid {
  const grid = new FleetGrid();
  for (const id of IDS) grid.applyState(stateAt(id, 47.05, 9.5, NOW), NOW);
  return grid;
}

it.each([
  ["li 12", ["LI-000012", "LI-000112", "LI-000120"]],
  ["LI-12", ["LI-000012", "LI-000112", "LI-000120"]],
  ["li000012", ["LI-000012"]],
  ["li - 000012", ["LI-000012"]],
  ["0012", ["DCU-000012", "LI-000012", "LI-000120"]],
  ["dcu0", ["DCU-000012"]],
  ["12 li", []],
  ["map2", ["LI-MAP-2"]],
  ["0f33", ["0F-33A"]],
  ["map-2", ["LI-MAP-2"]],
  ["-", ["0F-33A", "DCU-000012", "LI-000012", "LI-000112", "LI-000120", "LI-MAP-2"]],
  ["li_12", []],
])("%s is found, whatever spaces and dashes it is written with", (text, ids) => {
  expect(
    aGrid()
      .find(EVERYTHING, text, 99)
      .bikes.map(({ bikeId }) => bikeId),
  ).toEqual(ids);
});

it("the bike of just this id is the first, and others' bikes are not found", () => {
  const found = (grid: FleetGrid, who: typeof EVERYTHING) =>
    grid.find(who, "li-000120", 1).bikes.map(({ bikeId }) => bikeId);
  expect(found(aGrid(), EVERYTHING)).toEqual(["LI-000120"]);
  expect(found(aGrid(), bound([], "DCU-*"))).toEqual([]);
});
