import { describe, expect, it } from "vitest";
import { coverageWeeks } from "./weeks";

const day = (key: string, readings: number, late = 0) => ({ day: key, readings, late, mostSeconds: late });

describe("weeks of readings", () => {
  it("begin on Monday, hold the sums of their days, and leave no week out", () => {
    const days = [day("2026-11-01", 5), day("2026-11-02", 3, 3), day("2026-11-08", 4), day("2026-11-20", 1)];
    expect(coverageWeeks(days, "2026-11-28", 104)).toEqual([
      { monday: "2026-10-26", readings: 5, late: 0 },
      { monday: "2026-11-02", readings: 7, late: 3 },
      { monday: "2026-11-09", readings: 0, late: 0 },
      { monday: "2026-11-16", readings: 1, late: 0 },
      { monday: "2026-11-23", readings: 0, late: 0 },
    ]);
  });

  it("are the newest, where there are more than fit", () => {
    const weeks = coverageWeeks([day("2015-01-05", 1)], "2026-11-28", 10);
    expect(weeks).toHaveLength(10);
    expect(weeks.at(-1)?.monday).toBe("2026-11-23");
  });

  it("are this one, where nothing was read", () => {
    expect(coverageWeeks([], "2026-11-28", 10)).toEqual([{ monday: "2026-11-23", readings: 0, late: 0 }]);
  });
});
