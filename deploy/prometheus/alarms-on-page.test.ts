import { describe, expect, it } from "vitest";
import { ALARMS } from "@/lib/domain/alarms";
import { alarmsWithin, ringingAt } from "@/lib/ingest/watch/alarm-episodes";
import { MetricsHistory } from "@/lib/ingest/watch/metrics-history";
import { CASES } from "./alarm-cases";
import type { Situation } from "./case-series";
import { toldSamples } from "./testing/told-samples";

const START_MS = Date.UTC(2026, 10, 27, 8);
const judged = ALARMS.filter(({ judged }) => typeof judged === "function");

function lookedAt(situation: Situation) {
  const history = new MetricsHistory(10_000, 8_640);
  for (const sample of toldSamples(situation, START_MS)) history.add(sample);
  return { history, nowMs: START_MS + situation.atMinutes * 60_000 };
}

describe.each(judged)("$name on the page", ({ name }) => {
  const { fires, quiet } = CASES[name];

  it(`rings, as in Prometheus, when ${fires.when}`, () => {
    const { history, nowMs } = lookedAt(fires);
    const ringing = ringingAt(history, nowMs).filter(({ alarm }) => alarm.name === name);
    const { severity, job: _job, ...labels } = fires.labels;
    expect(ringing.map((one) => ({ severity: one.alarm.severity, labels: one.labels }))).toEqual([
      { severity, labels },
    ]);
    const walked = alarmsWithin(history, START_MS, nowMs).filter(({ alarm }) => alarm.name === name);
    expect(walked.map(({ untilMs }) => untilMs)).toEqual([null]);
    expect(walked[0]?.fromMs).toBeLessThanOrEqual(ringing[0]?.fromMs ?? 0);
  });

  it(`is quiet, as in Prometheus, when ${quiet.when}`, () => {
    const { history, nowMs } = lookedAt(quiet);
    expect(ringingAt(history, nowMs).map(({ alarm }) => alarm.name)).not.toContain(name);
  });
});

it("leaves to Prometheus only what a web server cannot tell, and says why", () => {
  const left = ALARMS.flatMap(({ name, judged }) => (typeof judged === "function" ? [] : [{ name, judged }]));
  expect(left.map(({ name }) => name)).toEqual(["SlipstreamEdgeDown", "SlipstreamEdgeRefusing"]);
  for (const { judged } of left) expect(judged.notHere).toMatch(/^[A-Z].+\.$/);
});
