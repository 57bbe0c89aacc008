import { describe, expect, it } from "vitest";
import { gridCellOf } from "@/lib/domain/grid-cell";
import { cellsOf } from "./cells-of";
import type { Place } from "./sample";
import { sample } from "./testing/samples";
import { legsOf } from "./way";

/** Steps through these places, every so many seconds. */
const stepsAt = (places: readonly Place[], everyS = 10, moves = true) =>
  places.map((place, at) => ({ sample: sample(at * everyS * 1_000, "app", { place }), moves }));
const cellsAt = (...given: Parameters<typeof stepsAt>) => cellsOf(legsOf(stepsAt(...given)));
/** Metres per degree of latitude. */
const DEGREE_M = 111_195.08;
const northOf = (from: Place, metres: number): Place => ({ ...from, lat: from.lat + metres / DEGREE_M });
const edge = { lat: 47.13, lon: 9.5 };

describe("cells of a ride", () => {
  it("gives each cell the metres ridden in it, also of one leg that crosses an edge", () => {
    const way = cellsAt([northOf(edge, -150), northOf(edge, -50), northOf(edge, 150), northOf(edge, 250)]);
    const [below, above] = [gridCellOf(northOf(edge, -1)), gridCellOf(northOf(edge, 1))];
    expect([way.startCell, way.endCell]).toEqual([below, above]);
    expect(way.cells.map(({ cell }) => cell)).toEqual([below, above]);
    const [inBelow = 0, inAbove = 0] = way.cells.map(({ metres }) => metres);
    expect(inBelow + inAbove).toBe(400);
    expect(Math.abs(inBelow - 150)).toBeLessThanOrEqual(25);
  });

  it("names a cell once, where it was first visited, when the way comes back to it", () => {
    const [out, back] = [northOf(edge, -100), northOf(edge, 100)];
    const { startCell, endCell, cells } = cellsAt([out, back, out]);
    expect(startCell).toBe(endCell);
    expect(cells.map(({ cell }) => cell)).toEqual([gridCellOf(out), gridCellOf(back)]);
    for (const { metres } of cells) expect(Math.abs(metres - 200)).toBeLessThanOrEqual(50);
  });

  it("tells of a gap only where it begins and ends", () => {
    const { cells } = cellsAt([edge, northOf(edge, 3_000)], 600);
    expect(cells.map(({ metres }) => metres)).toEqual([0, 0]);
  });

  it("counts no metres while the bike stands", () => {
    expect(cellsAt([edge, northOf(edge, 20)], 10, false).cells).toEqual([
      { cell: gridCellOf(edge), metres: 0 },
    ]);
  });

  it("leaves out a position that nobody could have reached", () => {
    const { startCell, cells } = cellsAt([edge, northOf(edge, 40_000), northOf(edge, 100)]);
    expect([startCell, ...cells.map(({ cell }) => cell)]).toEqual([gridCellOf(edge), gridCellOf(edge)]);
  });

  it("crosses 180 degrees the short way", () => {
    const cells = cellsAt([
      { lat: 0.005, lon: 179.999 },
      { lat: 0.005, lon: -179.999 },
    ]).cells;
    expect(cells).toHaveLength(2);
    expect(cells.reduce((sum, { metres }) => sum + metres, 0)).toBe(222);
  });

  it("has none without a way", () => {
    expect(cellsAt([])).toEqual({ startCell: null, endCell: null, cells: [] });
    expect(cellsAt([edge])).toEqual({ startCell: null, endCell: null, cells: [] });
  });
});
