import { describe, expect, it } from "vitest";
import { selectSeries } from "./select-series";

const series = (field: string, value: number | null = 1) => ({
  field,
  points: [1, 2, 3].map((atMs) => ({ atMs, value })),
});
const history = (...fields: ReturnType<typeof series>[]) => ({
  fromMs: 0,
  toMs: 10,
  readings: 1,
  lateReadings: 0,
  series: fields,
  late: [],
  gaps: [],
  track: [],
});

describe("series to draw", () => {
  const all = history(
    series("altitude_m"),
    series("heading_deg"),
    series("speed_kmh"),
    series("soc_pct", null),
    series("cadence_rpm"),
    series("odometer_m"),
    series("seq"),
  );

  it("are the usual ones that have data, filled up with others", () => {
    expect(selectSeries(all, []).chosen).toEqual(["speed_kmh", "altitude_m", "cadence_rpm", "odometer_m"]);
    expect(selectSeries(all, []).history.series.map(({ field }) => field)).toEqual([
      "speed_kmh",
      "altitude_m",
      "cadence_rpm",
      "odometer_m",
    ]);
  });

  it("leave out what has a start and an end value only", () => {
    const sparse = {
      field: "battery_voltage_v",
      points: [
        { atMs: 1, value: 41 },
        { atMs: 2, value: 36 },
      ],
    };
    expect(selectSeries(history(series("speed_kmh"), sparse), []).chosen).toEqual(["speed_kmh"]);
    expect(selectSeries(history(series("speed_kmh"), sparse), ["battery_voltage_v"]).chosen).toEqual([
      "battery_voltage_v",
    ]);
  });

  it("are what is asked for, as far as it was measured", () => {
    expect(selectSeries(all, ["odometer_m", "soc_pct"]).chosen).toEqual(["odometer_m"]);
    expect(selectSeries(all, ["soc_pct"]).chosen).toEqual([
      "speed_kmh",
      "altitude_m",
      "cadence_rpm",
      "odometer_m",
    ]);
  });

  it("are offered only where there is a value", () => {
    expect(selectSeries(all, []).offered).toEqual(["speed_kmh", "altitude_m", "cadence_rpm", "odometer_m"]);
    expect(selectSeries(history(), []).offered).toEqual([]);
  });
});
