import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TrackSegment } from "@/lib/telemetry/models";
import { PALETTES, rgb } from "./palette";
import {
  boundsOf,
  dotsAlong,
  endsOf,
  lengthKm,
  metresBetween,
  metresPerPixel,
  placeAt,
} from "./track-geometry";

const segment = (late: boolean, ...points: [number, number, number][]): TrackSegment => ({
  source: "app",
  late,
  points: points.map(([atMs, lon, lat]) => ({ atMs, lon, lat })),
});

describe("map colours", () => {
  it("are the tokens of the style sheet", () => {
    const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
    const [light = "", dark = ""] = css.split(".dark {");
    const tokens = { light, dark };
    for (const theme of ["light", "dark"] as const) {
      for (const [name, value] of Object.entries(PALETTES[theme])) {
        expect(tokens[theme], `${theme} --${name}`).toContain(`--${name}: ${value};`);
      }
    }
  });

  it("become numbers for the canvas", () => {
    expect(rgb("#0a6e6e")).toEqual([10, 110, 110]);
  });
});

describe("tracks", () => {
  const track = [
    segment(false, [1000, 9.5, 47.1], [2000, 9.51, 47.1]),
    segment(true, [2000, 9.51, 47.1], [9000, 9.51, 47.11]),
  ];

  it("know their length: a thousandth of a degree of latitude is 111 m", () => {
    expect(metresBetween([9.5, 47], [9.5, 47.001])).toBeCloseTo(111.2, 1);
    expect(lengthKm(track)).toBeCloseTo(1.87, 2);
    expect(lengthKm([])).toBe(0);
  });

  it("are dotted in even steps across corners", () => {
    const dots = dotsAlong(
      [
        [9.5, 47.1],
        [9.501, 47.1],
        [9.501, 47.101],
      ],
      20,
    );
    expect(dots).toHaveLength(10);
    for (const [at, dot] of dots.entries()) {
      const before = dots[at - 1];
      if (before) expect(metresBetween(before, dot)).toBeLessThanOrEqual(20.01);
    }
    expect(dotsAlong([[9.5, 47.1]], 20)).toEqual([[9.5, 47.1]]);
  });

  it("know their frame, their ends by time, and where the bike was", () => {
    expect(boundsOf(track)).toEqual([
      [9.5, 47.1],
      [9.51, 47.11],
    ]);
    expect(boundsOf([])).toBeNull();
    expect(endsOf([...track].reverse())).toEqual({
      start: { place: [9.5, 47.1], atMs: 1000 },
      end: { place: [9.51, 47.11], atMs: 9000 },
    });
    expect(placeAt(track, 1400)).toEqual([9.5, 47.1]);
    expect(placeAt(track, 500_000)).toBeNull();
  });

  it("scale with the zoom", () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(78_184, 0);
    expect(metresPerPixel(15, 60)).toBeCloseTo(78_184.04 / 2 ** 16, 3);
  });
});
