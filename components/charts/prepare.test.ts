import { describe, expect, it } from "vitest";
import type { BikeHistory } from "@/lib/telemetry/models";
import { gapNote, lateNote } from "./late-note";
import { chartOf, instantsOf, lateAreas, nearest, prepareChart, valueAt, viewSpan } from "./prepare";
import { niceTicks, timeTicks } from "./ticks";

const at = (text: string): number => Date.parse(text);
const noon = at("2023-07-06T12:00:00Z");

const history = (part: Partial<BikeHistory> = {}): BikeHistory => ({
  fromMs: at("2023-07-06T00:00:00Z"),
  toMs: at("2023-07-07T00:00:00Z"),
  readings: 0,
  lateReadings: 0,
  series: [],
  late: [],
  gaps: [],
  track: [],
  ...part,
});

describe("value axis", () => {
  it.each([
    [0, 31, [0, 20, 40]],
    [3, 31, [0, 20, 40]],
    [57, 88, [40, 60, 80, 100]],
    [36.2, 38.9, [36, 37, 38, 39]],
    [-4, 9, [-5, 0, 5, 10]],
    [20, 20, [18, 20, 22]],
    [0, 0, [0, 0.5, 1]],
  ])("marks %d to %d roundly", (least, most, ticks) => {
    expect(niceTicks(least, most)).toEqual(ticks);
  });

  it.each([
    [0, [0, 0.5, 1]],
    [1, [0, 0.5, 1]],
    [31, [0, 20, 40]],
  ])("begins at zero for what is never less, of %d alone too", (value, ticks) => {
    const line = { field: "rate", title: "Rate", decimals: 1, whole: false, fromZero: true };
    expect(chartOf({ ...line, points: [{ t: noon, v: value }] })?.ticks).toEqual(ticks);
  });

  it("never cuts whole numbers", () => {
    expect(niceTicks(0, 2, 3, true)).toEqual([0, 1, 2]);
    expect(niceTicks(3, 3, 3, true)).toEqual([2, 3, 4]);
  });
});

describe("time axis", () => {
  it("marks a ride by minutes, a day by hours, a month by days, on the viewer's clock", () => {
    const ride = timeTicks(noon, noon + 16 * 60_000, "Europe/Dublin");
    expect(ride.atMs).toEqual([0, 5, 10, 15].map((minutes) => noon + minutes * 60_000));
    const day = timeTicks(at("2023-07-05T22:00:00Z"), at("2023-07-06T22:00:00Z"), "Europe/Vienna");
    expect(day.atMs[1]).toBe(at("2023-07-06T04:00:00Z"));
    expect(timeTicks(noon, noon + 30 * 86_400_000, "UTC").kind).toBe("day");
  });

  it("keeps its marks round across a clock change", () => {
    const { atMs } = timeTicks(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"), "Europe/Vienna");
    expect(atMs.map((tick) => new Date(tick).getUTCHours())).toEqual([23, 4, 10, 16]);
  });
});

describe("charts", () => {
  const series = {
    field: "odometer_m",
    points: [
      { atMs: 1000, value: 1500 },
      { atMs: 2000, value: 2500 },
      { atMs: 3000, value: null },
      { atMs: 9000, value: 3500 },
      { atMs: 9001, value: null },
    ],
  };

  it("keeps gaps as gaps and finds readings that stand alone", () => {
    const chart = prepareChart(series);
    expect(chart?.points.map(({ v }) => v)).toEqual([1.5, 2.5, null, 3.5, null]);
    expect([...(chart?.alone ?? [])]).toEqual([3]);
    expect(chart?.title).toBe("Odometer, km");
  });

  it("draws nothing where nothing was measured", () => {
    expect(prepareChart({ field: "speed_kmh", points: [] })).toBeNull();
    expect(prepareChart({ field: "speed_kmh", points: [{ atMs: 1, value: null }] })).toBeNull();
  });

  it("tells the value under the crosshair, and none inside a gap", () => {
    const points = prepareChart(series)?.points ?? [];
    expect(valueAt(points, 1000)).toBe(1.5);
    expect(valueAt(points, 1600)).toBe(2.5);
    expect(valueAt(points, 2500)).toBeNull();
    expect(valueAt(points, 9000)).toBe(3.5);
    expect(valueAt(points, 500)).toBeNull();
    expect(valueAt(points, 99_000)).toBeNull();
  });

  it("span a ride of minutes instead of its whole day, and the whole range otherwise", () => {
    const day = { fromMs: 0, toMs: 86_400_000 };
    const chart = (...times: number[]) => {
      const made = prepareChart({ field: "speed_kmh", points: times.map((atMs) => ({ atMs, value: 1 })) });
      return made ? [made] : [];
    };
    expect(viewSpan(day, chart(1_000_000, 2_000_000))).toEqual({ fromMs: 960_000, toMs: 2_040_000 });
    expect(viewSpan(day, chart(0, 50_000_000))).toEqual(day);
    expect(viewSpan(day, chart(5))).toEqual(day);
    expect(viewSpan(day, [])).toEqual(day);
  });

  it("lets the crosshair stand where something was measured", () => {
    const chart = prepareChart(series);
    const instants = instantsOf(chart ? [chart] : []);
    expect(instants).toEqual([1000, 2000, 9000]);
    expect(nearest(instants, 1499)).toBe(0);
    expect(nearest(instants, 6000)).toBe(2);
    expect(nearest(instants, -5)).toBe(0);
    expect(nearest([], 5)).toBe(-1);
  });
});

describe("late readings", () => {
  const span = {
    fromMs: noon,
    toMs: noon + 600_000,
    readings: 3486,
    leastSeconds: 32_400,
    mostSeconds: 33_000,
    source: "app" as const,
  };

  it("are shaded inside the range, overlapping spans once", () => {
    const late = [
      span,
      { ...span, fromMs: noon + 300_000, toMs: noon + 900_000 },
      { ...span, fromMs: 0, toMs: 5 },
    ];
    expect(lateAreas(late, history())).toEqual([{ fromMs: noon, toMs: noon + 900_000 }]);
  });

  it("are told in one sentence", () => {
    const told = lateNote(history({ readings: 7940, lateReadings: 3486, late: [span] }), "UTC");
    expect(told).toBe("3\u202f486 of 7\u202f940 readings arrived 9 h late, uploaded by phone on 6 Jul 2023.");
    const whole = lateNote(history({ readings: 3486, lateReadings: 3486, late: [span] }), "UTC");
    expect(whole).toMatch(/^All 3\u202f486 readings arrived 9 h late/);
    expect(lateNote(history({ readings: 12 }), "UTC")).toBeNull();
  });

  it("leave gaps that are named, the longest first", () => {
    const gap = (minutes: number, long: number) => ({
      fromMs: noon + minutes * 60_000,
      toMs: noon + (minutes + long) * 60_000,
    });
    const gaps = [gap(0, 2), gap(10, 6), gap(60, 77), gap(200, 8)];
    expect(gapNote(history({ gaps }), "UTC")).toBe("No data: 13:00 – 14:17; 15:20 – 15:28; 1 more.");
    expect(gapNote(history({ gaps: gaps.slice(0, 1) }), "UTC")).toBeNull();
  });
});
