import { describe, expect, it } from "vitest";
import { erasedParts } from "./erased-parts";
import { whoseRide } from "./whose-ride";

const stone = (
  source: "iot" | "app" | null,
  fromMs: number | null,
  toMs: number | null,
  riderId = "ann",
) => ({
  ...{ riderId, source, fromMs, toMs },
});

describe("what was erased of a bike", () => {
  it("is of phones alone where no tombstone of what modules told lies", () => {
    expect(erasedParts([stone("app", null, 400), stone("iot", 100, 200), stone(null, 300, 350)])).toEqual([
      ...[stone("iot", 100, 200), stone(null, 300, 350)],
      ...[stone("app", null, 100), stone("app", 200, 300), stone("app", 350, 400)],
    ]);
  });

  it("is so whatever was erased for others", () => {
    const stones = [stone("app", 100, 200), stone(null, null, null, "ben")];
    expect(erasedParts(stones)).toEqual(stones);
  });

  it("leaves rides to who signs for them late in the time of an owner whose module was swapped", () => {
    const ride = { fromMs: 200, toMs: 210 };
    const ownership = [{ riderId: "ann", fromMs: null, toMs: null }];
    const ofBen = [{ riderId: "ben", fromMs: 200, toMs: 210 }];
    const stones = [stone("app", null, 900), stone("iot", null, 150), stone("iot", 150, 900)];
    expect(whoseRide(ride, ownership, ofBen, erasedParts(stones)).counted).toBe("ben");
    const signed = [...stones, stone("app", 205, 206, "cem")];
    expect(whoseRide(ride, ownership, ofBen, erasedParts(signed)).counted).toBeNull();
  });
});
