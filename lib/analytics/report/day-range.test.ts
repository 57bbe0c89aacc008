import { describe, expect, it } from "vitest";
import { daysOf, lengthOf, mondayOf, previousOf, shiftDay } from "./day-range";
import { isoWeekOf } from "./iso-week";

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

it.each([
  ["2026-11-28", "2026-W48", "2026-Q4"],
  ["2027-01-03", "2026-W53", "2026-Q4"],
  ["2027-01-04", "2027-W01", "2027-Q1"],
  ["2026-03-29", "2026-W13", "2026-Q1"],
  ["2026-03-30", "2026-W14", "2026-Q2"],
])("the day %s lies in week %s and quarter %s", (day, week, quarter) => {
  expect(isoWeekOf(day)).toEqual({ week, quarter });
});
