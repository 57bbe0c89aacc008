import { expect, it } from "vitest";
import { cellWords } from "./cell-words";
import { gridCellOf } from "./grid-cell";

it.each([
  [47.141, 9.521, "47.145° N, 9.521° E"],
  [-33.4, -70.66, "33.395° S, 70.656° W"],
])("a cell is called by its middle, within a kilometre of all that lies in it: %d, %d", (lat, lon, words) => {
  expect(cellWords(gridCellOf({ lat, lon }))).toBe(words);
});

it("cells beside each other have other words", () => {
  const all = Array.from({ length: 200 }, (_, at) => cellWords(`4714:${14_300 + at}`));
  expect(new Set(all).size).toBe(200);
});
