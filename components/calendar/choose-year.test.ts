import { describe, expect, it } from "vitest";
import { chooseYear } from "./choose-year";

const TODAY = "2026-11-25";
const covered = (...days: string[]) =>
  days.map((day) => ({ day, readings: 970, late: 970, mostSeconds: 106_600_000 }));
const choose = (days: string[], rangeDay: string, month?: string) =>
  chooseYear({ coverage: covered(...days), rangeDay, month, today: TODAY });

describe("year of the calendar", () => {
  it("is the range's where that has readings", () => {
    expect(choose(["2023-07-06", "2026-11-24"], "2023-07-06")).toEqual({
      year: 2023,
      lastDay: "2023-12-31",
      newest: false,
      asked: false,
      earlier: null,
      later: { year: 2024, month: "2024-12" },
    });
  });

  it("is the newest with readings where the range's has none", () => {
    expect(choose(["2022-03-01", "2023-07-06"], "2026-11-25").year).toBe(2023);
    expect(choose(["2022-03-01", "2023-07-06"], "2019-01-01").year).toBe(2023);
  });

  it("stays the chosen one, with readings or without", () => {
    expect(choose(["2023-07-06"], "2023-07-06", "2025-12")).toMatchObject({ year: 2025, asked: true });
    expect(choose(["2021-02-01", "2023-07-06"], "2023-07-06", "2022-05").lastDay).toBe("2022-12-31");
  });

  it.each(["2199-10", "1970-01", "2027-01", "2022-12"])(
    "is not one before the first reading or after the present: %s",
    (month) => {
      expect(choose(["2023-07-06"], "2023-07-06", month)).toMatchObject({ year: 2023, asked: false });
    },
  );

  it("ends today in the present year, and days of December before count as its own", () => {
    expect(choose(["2025-12-24"], "2025-12-24")).toMatchObject({
      year: 2026,
      lastDay: TODAY,
      newest: true,
      later: null,
      earlier: { year: 2025, month: "2025-12" },
    });
    expect(choose(["2025-11-30"], "2025-11-30").year).toBe(2025);
  });

  it("leads from the year before to the present month", () => {
    expect(choose(["2025-06-01"], "2025-06-01").later).toEqual({ year: 2026, month: "2026-11" });
  });

  it("offers no other year where nothing was ever read", () => {
    expect(choose([], "2023-07-06", "2023-07")).toMatchObject({ year: 2026, earlier: null, later: null });
  });

  it("reaches as far as a reading that is ahead of the clock", () => {
    expect(choose(["2027-01-01"], "2027-01-01")).toMatchObject({ year: 2027, lastDay: "2027-01-01" });
  });
});
