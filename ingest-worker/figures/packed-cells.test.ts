import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, mergeCells, withoutRiders } from "@/lib/analytics/cells-of";
import { TABLES } from "@/lib/analytics/tables";
import { aConsentedRide, consentedRides } from "@/lib/analytics/testing/consented-rides";
import { NumberedNames } from "./numbered-names";
import { bytesOf, packCells, unpackCells } from "./packed-cells";

describe("cells that are packed", () => {
  it("come back as they were, of every table, without riders that are gone", () => {
    const names = new NumberedNames();
    fc.assert(
      fc.property(consentedRides, fc.nat(), (rides, which) => {
        for (const table of TABLES) {
          const cells = cellsOf(table, rides);
          const packed = packCells(cells, names);
          expect(unpackCells(packed, names, new Set())).toEqual(cells);
          const gone = new Set([rides[which % Math.max(1, rides.length)]?.rider ?? "nobody"]);
          expect(unpackCells(packed, names, names.known(gone))).toEqual(withoutRiders(cells, gone));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("keep all bikes of a rider, and what was measured of one of two rides", () => {
    const names = new NumberedNames();
    const [riding] = TABLES;
    if (!riding) throw new Error("no tables");
    const cells = mergeCells([
      cellsOf(riding, [aConsentedRide({ bike: "first", average_kmh: 20 })]),
      cellsOf(riding, [
        aConsentedRide({ bike: "second" }),
        aConsentedRide({ rider: "other", regranted: true }),
      ]),
    ]);
    expect(unpackCells(packCells(cells, names), names, new Set())).toEqual(cells);
  });

  it("of 1,000 riders in a cell of places take no more than 51 kB", () => {
    const names = new NumberedNames();
    const places = TABLES.find(({ name }) => name === "places");
    if (!places) throw new Error("no table of places");
    const rides = Array.from({ length: 1_000 }, (_, at) =>
      aConsentedRide({ rider: `r${at}`, cells: ["4714:1"], cells_m: [700] }),
    );
    expect(bytesOf(packCells(cellsOf(places, rides), names))).toBeLessThan(51_200);
  });
});
