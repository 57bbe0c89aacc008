import { describe, expect, it } from "vitest";
import type { TrackSegment } from "@/lib/telemetry/models";
import { endTimes } from "./end-times";

const MORNING_MS = Date.parse("2023-07-06T09:04:23Z");
const MINUTE_MS = 60_000;
const track = (...points: [minutes: number, lon: number, lat: number][]): TrackSegment[] => [
  {
    source: "app",
    late: false,
    points: points.map(([minutes, lon, lat]) => ({ atMs: MORNING_MS + minutes * MINUTE_MS, lon, lat })),
  },
];

describe("times at the ends of a track", () => {
  it("are the viewer's, the northern above its end and the southern below", () => {
    expect(endTimes(track([0, 9.5, 47.2], [16, 9.5, 47.1]), "Europe/Dublin")).toEqual([
      { place: [9.5, 47.2], above: true, text: "10:04" },
      { place: [9.5, 47.1], above: false, text: "10:20" },
    ]);
    expect(endTimes(track([0, 9.5, 47.1], [16, 9.5, 47.2]), "UTC").map(({ above }) => above)).toEqual([
      false,
      true,
    ]);
  });

  it("name the day where there is more than one", () => {
    const times = endTimes(track([0, 9.5, 47.1], [1440, 9.6, 47.2]), "Europe/Dublin");
    expect(times.map(({ text }) => text)).toEqual(["6 Jul 10:04", "7 Jul 10:04"]);
  });

  it("are one for a single position and none without", () => {
    expect(endTimes(track([0, 9.5, 47.1]), "UTC")).toHaveLength(1);
    expect(endTimes([], "UTC")).toEqual([]);
  });
});
