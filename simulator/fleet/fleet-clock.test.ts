import { describe, expect, it } from "vitest";
import { FleetClock } from "./fleet-clock";

describe("the fleet's clock", () => {
  it("catches up as fast as it is told, and then goes with the world", () => {
    const clock = new FleetClock(0, 3_600_000, 60);
    expect(clock.at(3_601_000)).toBe(60_000);
    expect(clock.at(3_631_000)).toBe(1_860_000);
    expect(clock.at(3_700_000)).toBe(3_700_000);
    expect(clock.at(3_701_000)).toBe(3_701_000);
  });

  it("is there at once when its speed has no limit", () => {
    const clock = new FleetClock(0, 3_600_000, Number.POSITIVE_INFINITY);
    expect(clock.at(3_600_000)).toBe(0);
    expect(clock.at(3_600_001)).toBe(3_600_001);
  });

  it("falls behind when it is slow, and never goes back when the world's clock does", () => {
    const clock = new FleetClock(10_000, 10_000, 0.5);
    expect(clock.at(20_000)).toBe(15_000);
    expect(clock.at(19_000)).toBe(15_000);
    expect(clock.at(21_000)).toBe(16_000);
  });
});
