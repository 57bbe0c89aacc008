import { describe, expect, it } from "vitest";
import { USUAL_RHYTHM_MS } from "@/lib/domain/bike-status";
import type { BikeState, ReadableValue } from "@/lib/telemetry/models";
import { isHeardFrom, isSpeedOfNow, speedIn, statusOf } from "./status";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const bike = (ageMs: number, values: Record<string, ReadableValue> = {}): BikeState => ({
  bikeId: "LI-000412",
  newestAtMs: NOW - ageMs,
  position: null,
  values: Object.entries(values).map(([field, value]) => ({
    field,
    value,
    measuredAtMs: NOW - ageMs,
    source: "iot",
  })),
});
const MINUTE = 60_000;

describe("status of a bike", () => {
  it.each([
    ["moving", bike(300, { speed_kmh: 21 })],
    ["silent", bike(10 * MINUTE, { speed_kmh: 21 })],
    ["parked", bike(10 * MINUTE, { speed_kmh: 0.5 })],
    ["parked", bike(300, { speed_kmh: 0.5, error_codes: [] })],
    ["fault", bike(300, { speed_kmh: 21, error_codes: ["E07"] })],
    ["low", bike(300, { speed_kmh: 21, soc_pct: 9 })],
    ["charging", bike(300, { soc_pct: 9, battery_current_a: -2 })],
    ["low", bike(120 * MINUTE, { soc_pct: 9, battery_current_a: -2 })],
    ["silent", bike(25 * 60 * MINUTE, { speed_kmh: 21 })],
    ["missing", bike(3 * 365 * 1440 * MINUTE, { speed_kmh: 21 })],
    ["parked", bike(0)],
  ])("is %s", (status, state) => {
    expect(statusOf(state, NOW, USUAL_RHYTHM_MS)).toBe(status);
  });

  it.each([
    ["parked", 15 * MINUTE, 44 * MINUTE],
    ["silent", 15 * MINUTE, 45 * MINUTE],
    ["parked", 1440 * MINUTE, 25 * 60 * MINUTE],
  ])("is %s where it should report every %d ms and was heard %d ms ago", (status, rhythmMs, ageMs) => {
    expect(statusOf(bike(ageMs), NOW, rhythmMs)).toBe(status);
  });
});

describe("newest values", () => {
  it.each([
    [true, bike(300)],
    [true, bike(23 * 60 * MINUTE, { error_codes: ["E07"] })],
    [false, bike(25 * 60 * MINUTE)],
    [false, bike(3 * 365 * 1440 * MINUTE)],
  ])("are of now: %s", (heard, state) =>
    expect(isHeardFrom(statusOf(state, NOW, USUAL_RHYTHM_MS))).toBe(heard),
  );

  it.each([
    [true, "moving", 21, 4 * MINUTE],
    // The map may know of a newer speed than the values do.
    [true, "moving", 21, 6 * MINUTE],
    [true, "fault", 21, 5 * MINUTE - 1],
    [false, "fault", 21, 5 * MINUTE],
    [false, "parked", 21, 6 * MINUTE],
    [true, "parked", 0, 9 * 60 * MINUTE],
    [true, "charging", 0.9, 50 * MINUTE],
    [false, "silent", 21, 4 * MINUTE],
    [false, "silent", 0, 4 * MINUTE],
    [false, "missing", 0, 6 * MINUTE],
  ] as const)(
    "tell the speed of now: %s, of one that is %s at %d km/h, %d ms old",
    (told, status, kmh, ageMs) => {
      expect(isSpeedOfNow({ kmh, atMs: NOW - ageMs }, status, NOW)).toBe(told);
    },
  );

  it("hold a speed and when it was measured, or none", () => {
    expect(speedIn(bike(MINUTE, { speed_kmh: 21 }))).toEqual({ kmh: 21, atMs: NOW - MINUTE });
    expect(speedIn(bike(MINUTE, { soc_pct: 21 }))).toBeNull();
  });
});
