import { describe, expect, it } from "vitest";
import { getAlarms } from "./get-alarms";
import { aSample, everyTen, gauge, historyOf, START_MS } from "./testing/a-sample";

const at = (seconds: number): number => START_MS + seconds * 1_000;
const FULL = "elasticsearch: window 2026-w47: cluster_block_exception: index blocked, read-only";

/** Held from a minute on for six, with a backlog that grows meanwhile. */
const heldOnce = historyOf(
  everyTen(0, 1_200, (seconds) => {
    const isHeld = seconds >= 60 && seconds < 420;
    return aSample(
      seconds,
      [
        gauge("held", { store: "elasticsearch" }, isHeld ? 1 : 0),
        gauge("consumer_lag_records", { lane: "telemetry" }, isHeld ? seconds : 0),
      ],
      isHeld ? [FULL] : [],
    );
  }),
);

describe("past alarms", () => {
  it("are told with their time, their cause and what came of them", () => {
    const [story, ...others] = getAlarms(heldOnce, at(0), at(1_200));
    expect(others).toEqual([]);
    expect(story).toMatchObject({
      alarm: { name: "SlipstreamHeldByElasticsearch" },
      labels: { store: "elasticsearch", instance: "a:1" },
      fromMs: at(60),
      untilMs: at(420),
      causes: ["Elasticsearch may not write: its disk is full to the flood stage, or an index is blocked."],
      recordsLost: 0,
      mostWaiting: 410,
    });
  });

  it("stay where they were, whenever and over whatever range it is asked", () => {
    const spans = (fromMs: number, nowMs: number) =>
      getAlarms(heldOnce, fromMs, nowMs).map((story) => [story.fromMs, story.untilMs]);
    for (const seconds of [430, 447, 900, 1_195])
      expect(spans(at(0), at(seconds))).toEqual([[at(60), at(420)]]);
    expect(spans(at(430), at(1_200))).toEqual([]);
    expect(spans(at(0), at(300))).toEqual([[at(60), null]]);
    expect(spans(at(0), at(90))).toEqual([]);
  });
});

describe("an alarm that rang", () => {
  it.each(Array.from({ length: 60 }, (_, second) => [second]))(
    "is told of afterwards, where the worker goes on %d s after it rang",
    (later) => {
      const told = (seconds: number, isHeld: boolean) =>
        aSample(seconds, [gauge("held", { store: "elasticsearch" }, isHeld ? 1 : 0)]);
      const held = everyTen(7, 600, (seconds) => told(seconds, seconds > 60));
      const rings = (seconds: number) => {
        const known = held.filter((sample) => sample.at_ms <= at(seconds));
        return getAlarms(historyOf(known), at(0), at(seconds)).some(({ untilMs }) => untilMs === null);
      };
      const rangAt = Array.from({ length: 600 }, (_, seconds) => seconds).find(rings) ?? Number.NaN;
      const endsAt = rangAt + later;
      const whole = everyTen(7, 600, (seconds) => told(seconds, seconds > 60 && seconds <= endsAt));
      expect(getAlarms(historyOf(whole), at(0), at(590))).toHaveLength(1);
    },
  );
});

describe("a worker that starts anew where it was", () => {
  const life = (process: string, from: number, to: number) =>
    everyTen(from, to, (seconds) => ({ ...aSample(seconds, []), process, uptime_s: seconds - from }));
  const down = (samples: ReturnType<typeof life>, seconds: number) =>
    getAlarms(historyOf(samples), at(0), at(seconds)).filter(
      ({ alarm }) => alarm.name === "SlipstreamWorkerDown",
    );

  it("is as little missed when it said that it leaves", () => {
    const last = { ...aSample(600, []), process: "one", leaves: true };
    expect(down([...life("one", 0, 600), last], 1_200)).toEqual([]);
  });

  it("is not missed, and one that does not come back is, for an hour", () => {
    expect(down([...life("one", 0, 600), ...life("two", 630, 1_200)], 1_200)).toEqual([]);
    const gone = life("one", 0, 600);
    expect(down(gone, 720)).toEqual([]);
    expect(down(gone, 800)).toMatchObject([{ labels: { instance: "a:1" }, untilMs: null }]);
    expect(down(gone, 7_200)).toMatchObject([{ untilMs: at(4_200) }]);
  });
});
