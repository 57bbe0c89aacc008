import { describe, expect, it } from "vitest";
import type { MetricsSample, MetricValue } from "@/lib/domain/metrics-sample";
import { quantileOf } from "@/lib/domain/quantile";
import { getIngestOverview } from "./get-overview";
import { MetricsHistory } from "./metrics-history";

const START_MS = 1_795_161_600_000;
const at = (seconds: number): number => START_MS + seconds * 1_000;

function value(name: string, labels: Record<string, string>, amount: number): MetricValue {
  return { name: `slipstream_${name}`, labels, value: amount };
}
const stored = (lane: string, readings: number) =>
  value("readings_total", { lane, outcome: "stored" }, readings);
const sample = (
  process: string,
  seconds: number,
  uptime: number,
  values: MetricValue[],
  waits: string[] = [],
): MetricsSample => ({
  process,
  instance: process,
  at_ms: at(seconds),
  uptime_s: uptime,
  values,
  waits,
  leaves: false,
  takes_readings: true,
});

function overviewOf(samples: readonly MetricsSample[], seconds: number, stepMs = 10_000) {
  const history = new MetricsHistory(10_000, 180);
  for (const one of samples) history.add(one);
  return getIngestOverview(history, { fromMs: START_MS, toMs: at(seconds), stepMs });
}

describe("what the workers measured", () => {
  it("is how far counters grew, of all processes together, whichever started anew", () => {
    const { outcomes, points, now } = overviewOf(
      [
        sample("a", 5, 5, [stored("telemetry", 100)]),
        sample("a", 15, 15, [stored("telemetry", 300), stored("late", 50)]),
        sample("b", 15, 500, [stored("telemetry", 9_000)]),
        sample("b", 25, 510, [stored("telemetry", 9_100)]),
        sample("c", 27, 3, [stored("telemetry", 40)]),
      ],
      30,
    );
    expect(outcomes).toEqual({ stored: 490 });
    expect(points.map(({ live, late }) => [live, late])).toEqual([
      [20, 2.5],
      [15, 2.5],
      [9, 0],
    ]);
    expect(now.live).toBeCloseTo(440 / 60);
  });

  it("is no less for a stretch that has not ended, of which only what was told of is shown", () => {
    const ratesAt = (seconds: number) => {
      const turns = Array.from({ length: Math.floor((seconds + 1) / 10) }, (_, turn) => turn);
      const steady = turns.map((turn) =>
        sample("a", 9 + 10 * turn, 90 + 10 * turn, [stored("telemetry", 500 * turn)]),
      );
      return overviewOf(steady, seconds, 40_000).points.map(({ live }) => live);
    };
    expect(ratesAt(45)).toEqual([37.5]);
    // What grew from 39 to 49 s did so evenly: a tenth of it is of the first stretch.
    expect(ratesAt(55)).toEqual([38.75]);
    expect(ratesAt(60)).toEqual([38.75, 50]);
    expect(ratesAt(75)).toEqual([38.75, 50]);
  });

  it("is the same however often and in whatever order a sample comes again", () => {
    const samples = [sample("a", 5, 5, [stored("late", 10)]), sample("a", 15, 15, [stored("late", 30)])];
    expect(overviewOf([...samples, ...samples, samples[0] ?? sample("", 0, 0, [])], 30)).toEqual(
      overviewOf(samples, 30),
    );
  });

  it("has gaps where nobody measured, and no zeros", () => {
    const { points, now } = overviewOf([sample("a", 25, 4, [stored("late", 0)])], 40);
    expect(points.map(({ late }) => late)).toEqual([null, null, 0, null]);
    expect(overviewOf([], 40).now).toEqual({
      live: null,
      late: null,
      behindP50: null,
      behindP99: null,
      backlog: null,
    });
    expect(now.behindP50).toBeNull();
  });

  it("tells the backlog once although every worker measures all of it, and what any of them waits for", () => {
    const lag = (records: number) => [value("consumer_lag_records", { lane: "late" }, records)];
    const found = overviewOf(
      [
        sample("a", 5, 90, lag(40), ["elasticsearch: x"]),
        sample("b", 6, 90, lag(42), ["elasticsearch: x"]),
        sample("gone", 0, 90, lag(900), ["kafka: y"]),
      ],
      39,
    );
    expect(found).toMatchObject({ workers: 2, waits: ["elasticsearch: x"], now: { backlog: 42 } });
    expect(found.backlogByLane).toEqual([{ lane: "late", records: 42, secondsToGo: null }]);
  });

  it("puts seconds behind together from the buckets of all processes", () => {
    const buckets = (counts: readonly number[]) =>
      ["0.1", "0.5", "1", "+Inf"].map((le, place) =>
        value("freshness_seconds_bucket", { lane: "telemetry", le }, counts[place] ?? 0),
      );
    const { now } = overviewOf(
      [sample("a", 5, 5, buckets([0, 50, 50, 50])), sample("b", 6, 6, buckets([0, 0, 50, 50]))],
      30,
    );
    expect([now.behindP50, now.behindP99]).toEqual([0.5, 0.99]);
  });
});

describe("a quantile", () => {
  const buckets = [
    { le: 1, count: 10 },
    { le: 2, count: 10 },
    { le: 4, count: 20 },
    { le: Number.POSITIVE_INFINITY, count: 21 },
  ];

  it.each([
    [0.25, 0.525],
    [0.5, 2.1],
    [1, 4],
  ])("%s lies within its bucket", (quantile, expected) => {
    expect(quantileOf(buckets, quantile)).toBeCloseTo(expected);
  });

  it("of nothing is unknown", () => {
    expect([quantileOf([], 0.5), quantileOf([{ le: 1, count: 0 }], 0.5)]).toEqual([null, null]);
  });
});

describe("the time to go of a backlog", () => {
  const timeToGo = (records: (seconds: number) => number, ageSeconds = 60) => {
    const lag = (seconds: number) => [
      value("consumer_lag_records", { lane: "late" }, records(seconds)),
      value("uncommitted_age_seconds", { lane: "late" }, ageSeconds),
    ];
    const samples = Array.from({ length: 13 }, (_, turn) => sample("a", turn * 10, 900, lag(turn * 10)));
    return overviewOf(samples, 125).backlogByLane[0]?.secondsToGo;
  };

  it("is the backlog over the rate at which it shrinks", () => {
    expect(timeToGo((seconds) => 10_000 - 50 * seconds)).toBeCloseTo((10_000 - 6_000) / 50);
  });

  it("is not told of what came within the last minute and is on its way", () => {
    expect(timeToGo((seconds) => 100 - 0.2 * seconds, 0)).toBeNull();
  });

  it.each([
    ["grows", (seconds: number) => 100 + seconds],
    ["stays", () => 5_000],
    ["is empty", () => 0],
    ["would take days", (seconds: number) => 9_000_000 - seconds],
  ])("is not told while it %s", (_what, records) => {
    expect(timeToGo(records)).toBeNull();
  });
});
