import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metresBetween } from "./earth";
import { boundsOfCell, centreOfCell, gridCellOf } from "./grid-cell";

/** Places as readings store them: in millionths of a degree. */
const degrees = (most: number) =>
  fc.integer({ min: -most * 1_000_000, max: most * 1_000_000 }).map((micro) => micro / 1_000_000);
const anywhere = fc.record({
  lat: fc.oneof(
    degrees(90),
    fc.constantFrom(-90, -0.01, 0, 0.01, 0.29, 47.14, 89.99, 90),
    fc.integer({ min: 0, max: 50_000 }).map((micro) => 90 - micro / 1_000_000),
  ),
  lon: fc.oneof(degrees(180), fc.constantFrom(-180, -9.5, 0, 9.5, 180)),
});
/** Neither in the row around a pole, where all columns meet. */
const notAtPoles = anywhere.filter(({ lat }) => Math.abs(lat) < 89.99);
const NEAR = 1e-9;

describe("the grid of cells", () => {
  it("has each place within the bounds of its cell", () => {
    fc.assert(
      fc.property(anywhere, ({ lat, lon }) => {
        const { south, north, west, east } = boundsOfCell(gridCellOf({ lat, lon }));
        expect(lat).toBeGreaterThanOrEqual(south - NEAR);
        expect(lat).toBeLessThanOrEqual(lat === 90 ? 90 : north);
        const around = lon === 180 ? -180 : lon;
        expect(around).toBeGreaterThanOrEqual(west - NEAR);
        expect(around).toBeLessThanOrEqual(east + NEAR);
      }),
    );
  });

  it("has no cell narrower or lower than 1 km", () => {
    fc.assert(
      fc.property(notAtPoles, (place) => {
        const { south, north, west, east } = boundsOfCell(gridCellOf(place));
        expect(metresBetween(south, west, north, west)).toBeGreaterThan(1_000);
        for (const lat of [south, north])
          expect(metresBetween(lat, west, lat, east)).toBeGreaterThanOrEqual(1_000 - 1e-6);
      }),
    );
  });

  it("has cells no larger than they must be, away from the poles", () => {
    fc.assert(
      fc.property(degrees(70), degrees(180), (lat, lon) => {
        const { south, north, west, east } = boundsOfCell(gridCellOf({ lat, lon }));
        expect(metresBetween(south, west, north, west)).toBeLessThan(1_113);
        expect(metresBetween(lat, west, lat, east)).toBeLessThan(1_003);
      }),
    );
  });

  it("finds a cell again from its centre", () => {
    fc.assert(
      fc.property(anywhere, (place) => {
        const cell = gridCellOf(place);
        expect(gridCellOf(centreOfCell(cell))).toBe(cell);
      }),
    );
  });

  it("knows the cells of known places", () => {
    expect(gridCellOf({ lat: 47.1415, lon: 9.5215 })).toBe("4714:14331");
    expect(gridCellOf({ lat: -33.8568, lon: 151.2153 })).toBe("-3386:30583");
    expect(gridCellOf({ lat: 0, lon: -180 })).toBe("0:0");
    expect(gridCellOf({ lat: -0.000001, lon: 180 })).toBe("-1:0");
    expect(gridCellOf({ lat: 90, lon: 12 })).toBe("8999:0");
    expect(gridCellOf({ lat: -90, lon: 12 })).toBe("-9000:0");
  });

  it.each(["", "4714", "4714:99999", "9000:0", "-9001:0", "-0:1", "04:1", "4714:1 ", "1:-1"])(
    'knows no cell "%s"',
    (name) => {
      expect(() => boundsOfCell(name)).toThrow(RangeError);
    },
  );
});
