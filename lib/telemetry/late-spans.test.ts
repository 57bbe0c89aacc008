import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SOURCES } from "@/lib/domain/packet";
import { type Arrival, lateSpans, mergeNearest } from "./late-spans";
import type { LateSpan } from "./models";

const arrival = fc.record({
  atMs: fc.integer({ min: 0, max: 100_000_000 }),
  source: fc.constantFrom(...SOURCES),
  latenessSeconds: fc.constantFrom(0, 299, 300, 86_400),
});
const arrivals = fc.array(arrival, { maxLength: 100 }).map((list) => list.sort((a, b) => a.atMs - b.atMs));
const at = (minutes: number, latenessSeconds: number, source: Arrival["source"] = "app"): Arrival => ({
  atMs: minutes * 60_000,
  source,
  latenessSeconds,
});

describe("lateSpans", () => {
  it("counts every late reading exactly once, inside its span", () => {
    fc.assert(
      fc.property(arrivals, (list) => {
        const late = list.filter((one) => one.latenessSeconds >= 300);
        const spans = lateSpans(list);
        expect(spans.reduce((sum, span) => sum + span.readings, 0)).toBe(late.length);
        for (const one of late) {
          const holding = spans.filter(
            (span) => span.source === one.source && span.fromMs <= one.atMs && one.atMs <= span.toMs,
          );
          expect(holding.length).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it("ends a span at a punctual reading and after a quarter of an hour", () => {
    const spans = lateSpans([at(0, 400), at(1, 500), at(2, 0), at(3, 600), at(19, 700)]);
    expect(spans.map(({ fromMs, toMs, readings }) => [fromMs, toMs, readings])).toEqual([
      [0, 60_000, 2],
      [180_000, 180_000, 1],
      [1_140_000, 1_140_000, 1],
    ]);
    expect(spans[0]).toMatchObject({ leastSeconds: 400, mostSeconds: 500 });
  });

  it("keeps the sources apart", () => {
    expect(lateSpans([at(0, 400), at(1, 0, "iot"), at(2, 400)])).toHaveLength(1);
  });
});

describe("mergeNearest", () => {
  it("makes long lists drawable and keeps their count", () => {
    const spans = Array.from(
      { length: 900 },
      (_, index): LateSpan => ({
        fromMs: index * 3_600_000,
        toMs: index * 3_600_000 + 1_000,
        readings: 2,
        leastSeconds: 300,
        mostSeconds: 300 + index,
        source: index % 2 === 0 ? "app" : "iot",
      }),
    );
    const merged = mergeNearest(spans);
    expect(merged.length).toBeLessThanOrEqual(200);
    expect(merged.reduce((sum, span) => sum + span.readings, 0)).toBe(1_800);
  });
});
