import { describe, expect, it } from "vitest";
import { blocksOf, boundsOf, daysOf, quarterOf, weekOf, weeksOf } from "./blocks";

const DAY_MS = 86_400_000;

describe("blocks", () => {
  it.each([
    ["2026-11-20", "2026-W47", "2026-Q4"],
    ["2026-01-01", "2026-W01", "2026-Q1"],
    ["2027-01-03", "2026-W53", "2026-Q4"],
    ["2024-12-30", "2025-W01", "2025-Q1"],
    ["2026-03-29", "2026-W13", "2026-Q1"],
    ["2026-03-30", "2026-W14", "2026-Q2"],
    ["2026-11-28", "2026-W48", "2026-Q4"],
    ["2027-01-04", "2027-W01", "2027-Q1"],
  ])("%s is in %s and %s", (day, week, quarter) => {
    expect(weekOf(day)).toBe(week);
    expect(quarterOf(week)).toBe(quarter);
  });

  it("nests: quarters of 13 years have each day once, each in the week and quarter that it is said to be in", () => {
    let next = Date.UTC(2018, 0, 1);
    for (let year = 2018; year < 2031; year++)
      for (const quarter of ["Q1", "Q2", "Q3", "Q4"].map((name) => `${year}-${name}`))
        for (const week of weeksOf(quarter)) {
          expect(quarterOf(week)).toBe(quarter);
          for (const day of daysOf({ grain: "week", block: week })) {
            if (day !== new Date(next).toISOString().slice(0, 10) || weekOf(day) !== week) expect.fail(day);
            next += DAY_MS;
          }
        }
    expect(weeksOf("2026-Q4")).toHaveLength(14);
    expect(weeksOf("2025-Q4")).toHaveLength(13);
    expect(daysOf({ grain: "quarter", block: "2026-Q1" })).toHaveLength(91);
    expect(blocksOf("2026-11-20").map(({ block }) => block)).toEqual(["2026-11-20", "2026-W47", "2026-Q4"]);
  });

  it("begins and ends at midnight of the zone, also when clocks change", () => {
    const { fromMs, toMs } = boundsOf({ grain: "day", block: "2026-10-25" }, "Europe/Berlin");
    expect(new Date(fromMs).toISOString()).toBe("2026-10-24T22:00:00.000Z");
    expect(toMs - fromMs).toBe(25 * 3_600_000);
  });
});
