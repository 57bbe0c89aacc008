import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysOf } from "@/lib/analytics/day-range";
import { formatClock, formatDayKey, formatMoment, formatRange, formatUtc } from "./time";
import { dayKey, dayRange, instantOf, isZone, startOf, wallClock } from "./zone";

const VIENNA = "Europe/Vienna";
const at = (text: string): number => Date.parse(text);
const HOUR_MS = 3_600_000;

describe("zones", () => {
  it("knows real zones only", () => {
    expect(isZone(VIENNA)).toBe(true);
    expect(isZone("Moon/Tranquility")).toBe(false);
  });

  it("finds the instant of a wall clock again, outside the hour that is told twice", () => {
    const zones = fc.constantFrom("UTC", VIENNA, "America/New_York", "Asia/Kathmandu", "Pacific/Auckland");
    const times = fc.integer({
      min: at("2015-01-01T00:00:00Z") / 1000,
      max: at("2030-01-01T00:00:00Z") / 1000,
    });
    fc.assert(
      fc.property(zones, times, (zone, seconds) => {
        const instant = seconds * 1000;
        expect(Math.abs(instantOf(wallClock(instant, zone), zone) - instant)).toBeLessThanOrEqual(HOUR_MS);
        expect(wallClock(instantOf(wallClock(instant, zone), zone), zone)).toEqual(wallClock(instant, zone));
      }),
    );
  });

  it("gives days of 23 and 25 hours their length", () => {
    const spring = dayRange("2026-03-29", VIENNA);
    const autumn = dayRange("2026-10-25", VIENNA);
    expect(spring.toMs - spring.fromMs).toBe(23 * HOUR_MS);
    expect(autumn.toMs - autumn.fromMs).toBe(25 * HOUR_MS);
  });

  it.each([
    ["Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00Z", 23],
    ["Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z", 25],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 23],
    ["America/Havana", "2026-03-08", "2026-03-08T05:00:00Z", 23],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25],
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", 23],
    ["Asia/Amman", "2021-10-29", "2021-10-28T21:00:00Z", 25],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24],
    [VIENNA, "2026-03-29", "2026-03-28T23:00:00Z", 23],
    [VIENNA, "2026-10-25", "2026-10-24T22:00:00Z", 25],
  ])(
    "begins a day in %s, %s, with its first instant, skipped or repeated midnight or not",
    (zone, day, from, hours) => {
      const { fromMs, toMs } = dayRange(day, zone);
      expect(new Date(fromMs).toISOString()).toBe(new Date(from).toISOString());
      expect(toMs - fromMs).toBe(hours * HOUR_MS);
      expect([dayKey(fromMs - 1, zone) < day, dayKey(fromMs, zone), dayKey(toMs - 1, zone)]).toEqual([
        ...[true, day, day],
      ]);
    },
  );

  it("takes a skipped time for the first instant after it, and one that is told twice for its first", () => {
    const inVienna = (day: number, month: number, minute: number) =>
      instantOf({ year: 2026, month, day, hour: 2, minute, second: 0 }, VIENNA);
    expect([0, 30, 59].map((minute) => inVienna(29, 3, minute))).toEqual(
      Array.from({ length: 3 }, () => at("2026-03-29T01:00:00Z")),
    );
    expect(inVienna(25, 10, 30)).toBe(at("2026-10-25T00:30:00Z"));
  });

  it.each([
    ...["Atlantic/Azores", "America/Santiago", "America/Havana", "America/Asuncion", "America/Sao_Paulo"],
    ...["America/Nuuk", "Asia/Beirut", "Asia/Amman", "Africa/Cairo", VIENNA, "Australia/Lord_Howe", "UTC"],
  ])(
    "parts all time in %s into days without gap or overlap, each from its first instant to its last",
    (zone) => {
      let before = dayRange("2014-12-31", zone);
      for (const day of daysOf({ from: "2015-01-01", to: "2035-12-31" })) {
        const range = dayRange(day, zone);
        const told = [range.fromMs, dayKey(range.fromMs, zone), dayKey(range.toMs - 1, zone)];
        if (told.join() !== [before.toMs, day, day].join()) expect.fail(`${day}: ${told.join()}`);
        before = range;
      }
    },
  );

  it("starts days, weeks on Monday, and months in the viewer's zone", () => {
    const instant = at("2023-07-05T23:30:00Z");
    expect(dayKey(instant, VIENNA)).toBe("2023-07-06");
    expect(startOf("day", instant, VIENNA)).toBe(at("2023-07-05T22:00:00Z"));
    expect(startOf("week", instant, VIENNA)).toBe(at("2023-07-02T22:00:00Z"));
    expect(startOf("month", instant, VIENNA, -7)).toBe(at("2022-11-30T23:00:00Z"));
  });
});

describe("times", () => {
  it("shows the viewer's clock and everyone's", () => {
    const instant = at("2026-11-20T12:41:10.250Z");
    expect(formatClock(instant, VIENNA)).toBe("13:41:10");
    expect(formatMoment(instant, VIENNA)).toBe("20 Nov 2026, 13:41:10");
    expect(formatUtc(instant)).toBe("2026-11-20 12:41:10.250 UTC");
    expect(formatDayKey("2023-07-06")).toBe("6 Jul 2023");
  });

  it.each([
    ["2023-07-05T22:00:00Z", "2023-07-06T22:00:00Z", "Thu 6 Jul 2023"],
    ["2023-07-02T22:00:00Z", "2023-07-09T22:00:00Z", "3 Jul 2023 – 9 Jul 2023"],
    ["2026-11-20T05:00:00Z", "2026-11-20T17:00:00Z", "Fri 20 Nov 2026, 06:00 – 18:00"],
    ["2026-11-20T05:00:00Z", "2026-11-21T17:00:00Z", "Fri 20 Nov 2026, 06:00 – 21 Nov 2026, 18:00"],
  ])("names %s to %s as %s", (from, to, shown) => {
    expect(formatRange(at(from), at(to), VIENNA)).toBe(shown);
  });
});
