import { describe, expect, it } from "vitest";
import { type Fix, trackOf } from "./track";

const fixes = (count: number, over: Partial<Fix> = {}, fromMs = 0): Fix[] =>
  Array.from({ length: count }, (_, at) => ({
    atMs: fromMs + at * 1_000,
    source: "app" as const,
    latenessSeconds: 0,
    lat: 53 + at / 1e4,
    lon: -6,
    ...over,
  }));

describe("trackOf", () => {
  it("draws late and punctual stretches apart and joins them without a hole", () => {
    const track = trackOf([...fixes(10), ...fixes(10, { latenessSeconds: 9_000 }, 10_000)]);
    expect(track.map((segment) => [segment.late, segment.points.length])).toEqual([
      [false, 10],
      [true, 11],
    ]);
    expect(track[1]?.points[0]).toEqual(track[0]?.points.at(-1));
  });

  it("draws no line across a gap", () => {
    const track = trackOf([...fixes(10), ...fixes(10, {}, 500_000)]);
    expect(track.map((segment) => segment.points.length)).toEqual([10, 10]);
  });

  it("keeps the sources apart", () => {
    const both = [...fixes(5), ...fixes(5, { source: "iot" })].sort((a, b) => a.atMs - b.atMs);
    expect(trackOf(both).map((segment) => segment.source)).toEqual(["app", "iot"]);
  });

  it("thins long tracks and keeps their ends", () => {
    const long = fixes(10_000);
    const [segment] = trackOf(long, 1_000);
    expect(segment?.points.length).toBeLessThanOrEqual(1_001);
    expect(segment?.points.at(-1)?.atMs).toBe(9_999_000);
  });
});
