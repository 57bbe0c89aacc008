import { describe, expect, it } from "vitest";
import { STANDING } from "@/components/live-map/glide";
import type { ShownBike } from "@/components/live-map/live-model";
import { frameAt, worstLast } from "./live-frame";

const [WEST, MIDDLE, EAST] = [9.5, 9.501, 9.502];
const LAT = 47.125;
const point = (lon: number) => ({ lon, lat: LAT, atMs: 0 });

/** Rides to the east, from the middle to its last place within the second after `startMs`. */
const riding = (over: Partial<ShownBike> = {}): ShownBike => ({
  index: 1,
  id: "LI-000001",
  lat: LAT,
  lon: EAST,
  headingDeg: 90,
  status: "moving",
  chargePct: 60,
  speedKmh: 20,
  positionAtMs: 0,
  trail: [point(WEST), point(MIDDLE), point(EAST)],
  glide: { from: point(MIDDLE), startMs: 5_000 },
  ...over,
});
const standing = (over: Partial<ShownBike> = {}) =>
  riding({ status: "parked", trail: [point(EAST)], glide: STANDING, ...over });

it("draws bikes with a worse status above the others", () => {
  const bikes = (["silent", "parked", "fault", "moving", "missing", "moving"] as const).map((status, index) =>
    standing({ status, index }),
  );
  expect(worstLast(bikes).map(({ index }) => index)).toEqual([1, 3, 5, 2, 0, 4]);
});

describe("a frame of the live map", () => {
  it.each([
    [5_000, MIDDLE, true],
    [5_250, MIDDLE + (EAST - MIDDLE) / 4, true],
    [5_999, MIDDLE + (EAST - MIDDLE) * 0.999, true],
    [6_000, EAST, false],
    [Number.POSITIVE_INFINITY, EAST, false],
  ])("draws a gliding bike at %d ms where it is by then", (nowMs, lon, isMoving) => {
    const frame = frameAt([riding()], nowMs);
    expect(frame.positions[0]).toBeCloseTo(lon, 9);
    expect(frame.positions[1]).toBe(LAT);
    expect(frame.isMoving).toBe(isMoving);
  });

  it("moves for as long as one of its bikes does", () => {
    expect(frameAt([standing(), riding(), standing()], 5_500).isMoving).toBe(true);
    expect(frameAt([standing(), standing()], 5_500).isMoving).toBe(false);
  });

  it("keeps columns in the order of the bikes", () => {
    const bikes = [standing({ lon: 1 }), standing({ lon: 2 }), standing({ lon: 3 })];
    const frame = frameAt(bikes, 0);
    expect([...frame.positions]).toEqual([1, LAT, 2, LAT, 3, LAT]);
    expect(frame.bikes).toBe(bikes);
  });

  it.each([5_000, 5_400, 7_000, Number.POSITIVE_INFINITY])(
    "ends a way where its bike is drawn at %d ms",
    (nowMs) => {
      const { trails, positions } = frameAt([standing(), riding()], nowMs);
      const [lon, lat] = positions.slice(2);
      expect([...trails]).toEqual([WEST, LAT, MIDDLE, LAT, MIDDLE, LAT, lon, lat]);
    },
  );

  it("draws no way behind bikes that stand or have only just come", () => {
    const stopped = riding({ status: "parked" });
    expect(frameAt([stopped, riding({ trail: [point(EAST)] })], 5_500).trails).toHaveLength(0);
  });

  it("draws ways of 1,500 riding bikes, and of no more", () => {
    const many = Array.from({ length: 1_500 }, () => riding());
    expect(frameAt([...many, standing()], 5_500).trails).toHaveLength(1_500 * 2 * 4);
    const tooMany = frameAt([...many, riding()], 5_500);
    expect(tooMany.trails).toHaveLength(0);
    expect(tooMany.positions).toHaveLength(1_501 * 2);
  });

  it.each([
    ["to the north", { headingDeg: 0 }, 90],
    ["to the east", { headingDeg: 90 }, 0],
    ["to the south-west", { headingDeg: 225 }, -135],
    ["nobody knows where", { headingDeg: null }, 0],
    ["nowhere, for it stands", { headingDeg: 0, status: "charging" }, 0],
  ] as const)("turns the shape of a bike that rides %s", (_, over, angle) => {
    expect(frameAt([riding(over)], 0).angles[0]).toBe(angle);
  });
});
