import { describe, expect, it } from "vitest";
import { tellDay } from "./tell-day";
import { calendarYear, firstDayOf } from "./year";

const day = (key: string, readings: number, late = 0, mostSeconds = 0) => ({
  day: key,
  readings,
  late,
  mostSeconds,
});

describe("calendar", () => {
  it("shows each day of twelve months once, Mondays on top", () => {
    const year = calendarYear("2024-02-29", []);
    expect(year.cells).toHaveLength(366);
    expect(year.cells[0]).toMatchObject({ day: "2023-03-01", week: 0, weekday: 2 });
    expect(year.cells[365]).toMatchObject({ day: "2024-02-29", weekday: 3, week: 52 });
    expect(year.weeks).toBe(53);
    expect(year.months.map(({ month }) => month)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2]);
    expect(year.months[0]?.week).toBe(0);
  });

  it("grades days by the fullest one and counts what is shown", () => {
    const coverage = [
      day("2023-07-06", 970, 970, 106_600_000),
      day("2023-07-07", 2),
      day("2023-07-08", 500),
      day("2021-01-01", 99_999),
    ];
    const year = calendarYear("2023-12-31", coverage);
    const level = (key: string) => year.cells.find((cell) => cell.day === key)?.level;
    expect([level("2023-07-06"), level("2023-07-07"), level("2023-07-08"), level("2023-07-09")]).toEqual([
      4, 1, 3, 0,
    ]);
    expect([year.readings, year.late]).toEqual([1472, 970]);
  });

  it("holds no day after its last one", () => {
    const year = calendarYear("2026-11-25", [day("2026-11-25", 3), day("2026-11-26", 5)]);
    expect(year.cells.at(-1)).toMatchObject({ day: "2026-11-25", level: 4 });
    expect([year.cells[0]?.day, year.readings, year.months.length]).toEqual(["2025-12-01", 3, 12]);
  });

  it("begins with the first of the month, eleven months before its last", () => {
    expect(firstDayOf("2024-02-29")).toBe("2023-03-01");
    expect(firstDayOf("2023-12-31")).toBe("2023-01-01");
  });

  it("tells a day in words", () => {
    expect(tellDay("2023-07-06", day("2023-07-06", 970, 970, 106_600_000))).toBe(
      "6 Jul 2023: 970 readings, came 3 years late",
    );
    expect(tellDay("2023-07-06", day("2023-07-06", 970, 200, 32_400))).toBe(
      "6 Jul 2023: 970 readings, 200 of them came up to 9 h late",
    );
    expect(tellDay("2023-07-06", day("2023-07-06", 1))).toBe("6 Jul 2023: 1 reading, on time");
    expect(tellDay("2023-07-06", null)).toBe("6 Jul 2023: no readings");
  });
});
