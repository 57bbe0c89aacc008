import { describe, expect, it } from "vitest";
import { daysOf, lengthOf, mondayOf, previousOf, shiftDay } from "./day-range";

describe("days", () => {
  it("go on over months, years and clock changes", () => {
    expect(shiftDay("2026-12-31", 1)).toBe("2027-01-01");
    expect(daysOf({ from: "2026-10-24", to: "2026-10-26" })).toEqual([
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
    ]);
    expect(lengthOf({ from: "2026-10-01", to: "2026-10-31" })).toBe(31);
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  });

  it("have before them a range of the same length", () => {
    expect(previousOf({ from: "2026-10-01", to: "2026-10-31" })).toEqual({
      from: "2026-08-31",
      to: "2026-09-30",
    });
  });
});
