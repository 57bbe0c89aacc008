import { describe, expect, it } from "vitest";
import { bikeName, FIRST_RANGE, isRange, seedIn } from "./bike-range";

describe("ranges of bikes", () => {
  it("have names that the contract allows, and are told apart by their prefix", () => {
    expect([bikeName("LI-", 0), bikeName("LI-L", 99_999)]).toEqual(["LI-000001", "LI-L100000"]);
    expect(["LI-S", "X", "", "A".repeat(26)].map(isRange)).toEqual([true, true, true, true]);
    expect(["li-", "LI_", "-", "A".repeat(27)].map(isRange)).toEqual([false, false, false, false]);
  });

  it("hold other bikes for the same seed", () => {
    expect(seedIn(FIRST_RANGE, 1)).toBe(1);
    const seeds = ["LI-", "LI-S", "LI-T", "LI-ST", "LI-TS"].map((prefix) => seedIn(prefix, 1));
    expect(new Set(seeds).size).toBe(5);
    expect(seedIn("LI-S", 1)).toBe(seedIn("LI-S", 1));
    expect(seedIn("LI-S", 2)).not.toBe(seedIn("LI-S", 1));
  });
});
