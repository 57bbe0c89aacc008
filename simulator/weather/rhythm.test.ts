import { describe, expect, it } from "vitest";
import { randomOf } from "../random";
import { localTime } from "./local-time";
import { departuresPerHour, HABITS, nextDepartureMs } from "./rhythm";

const at = (iso: string) => localTime(Date.parse(iso));

describe("local time", () => {
  it("is that of Zurich in summer and winter, and on the days between", () => {
    expect(at("2026-07-01T05:30:00Z").hour).toBe(7.5);
    expect(at("2026-12-01T05:30:00Z").hour).toBe(6.5);
    expect(at("2026-03-29T00:59:00Z").hour).toBeCloseTo(1.983, 3);
    expect(at("2026-03-29T01:00:00Z").hour).toBe(3);
    expect(at("2026-10-25T01:00:00Z").hour).toBe(2);
  });

  it("knows Mondays, and where in the year a day is", () => {
    expect(at("2026-11-23T00:00:00Z").weekday).toBe(0);
    expect(at("2026-11-22T22:59:59Z").weekday).toBe(6);
    expect(at("2026-07-02T12:00:00Z").yearShare).toBeCloseTo(0.5, 2);
  });
});

describe("the rhythm of a habit", () => {
  it("has commuters out in the morning of a working day, not at night, and less on Sundays", () => {
    const rush = departuresPerHour("commuter", at("2026-06-16T05:30:00Z"));
    expect(rush).toBeGreaterThan(0.2);
    expect(departuresPerHour("commuter", at("2026-06-16T00:30:00Z"))).toBe(0);
    expect(departuresPerHour("commuter", at("2026-06-14T05:30:00Z"))).toBeCloseTo(rush * 0.4, 2);
    expect(departuresPerHour("leisure", at("2026-06-14T13:30:00Z"))).toBeGreaterThan(
      departuresPerHour("leisure", at("2026-06-16T13:30:00Z")),
    );
  });

  it.each(HABITS)("has fewer %s rides in winter than in summer", (habit) => {
    const summer = departuresPerHour(habit, at("2026-07-14T15:30:00Z"));
    expect(departuresPerHour(habit, at("2026-01-13T16:30:00Z"))).toBeLessThan(summer);
  });

  it.each(HABITS)("lets a bike leave as often as %s rides are due", (habit) => {
    const random = randomOf(11);
    const fromMs = Date.UTC(2026, 5, 15);
    const toMs = fromMs + 200 * 7 * 86_400_000;
    let expected = 0;
    for (let hour = fromMs; hour < toMs; hour += 3_600_000)
      expected += departuresPerHour(habit, localTime(hour + 1));
    let departures = -1;
    for (let atMs = fromMs; atMs < toMs; atMs = nextDepartureMs(habit, atMs, random)) departures++;
    expect(departures / expected).toBeGreaterThan(0.94);
    expect(departures / expected).toBeLessThan(1.06);
  });
});
