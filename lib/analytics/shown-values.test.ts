import { expect, it } from "vitest";
import { cellsOf } from "./cells-of";
import { shownValues } from "./shown-values";
import { TABLES } from "./tables";
import { aConsentedRide } from "./testing/consented-rides";

const riding = TABLES.find(({ name }) => name === "riding") ?? expect.fail("no table of rides");
const at = riding.measures.findIndex(({ kind }) => kind === "distinct");

/** What is shown of the bikes of a cell in which each of so many riders rides two bikes, one of them twice. */
function bikesOf(riders: number, over: { readonly regranted?: boolean } = {}) {
  const rides = Array.from({ length: riders }, (_, rider) =>
    ["one", "one", "other"].map((bike) =>
      aConsentedRide({ rider: `rider ${rider}`, bike: `${rider} ${bike}`, ...over }),
    ),
  ).flat();
  const [cell] = cellsOf(riding, rides).values();
  return shownValues(riding.measures, cell ?? new Map())[at];
}

it("counts a bike once however often it is ridden, and tells nothing of the bikes of nine riders", () => {
  expect(bikesOf(10)).toBe(20);
  expect(bikesOf(9)).toBeNull();
  expect(bikesOf(12, { regranted: true })).toBeNull();
});
