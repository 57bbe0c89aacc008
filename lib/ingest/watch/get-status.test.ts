import { describe, expect, it } from "vitest";
import { getIngestStatus } from "./get-status";
import type { MetricsHistory } from "./metrics-history";
import { aSample, everyTen, gauge, historyOf, START_MS } from "./testing/a-sample";

const SECONDS = 1_200;
const status = (history: MetricsHistory, { isCurrent = true, seconds = SECONDS } = {}) =>
  getIngestStatus(history, isCurrent, START_MS + seconds * 1_000);
const told = (values: Parameters<typeof aSample>[1] = [], waits: readonly string[] = []) =>
  historyOf(everyTen(0, SECONDS, (seconds) => aSample(seconds, values, waits)));

describe("the status of the ingest way", () => {
  it("is well while a worker tells and nothing rings", () => {
    expect(status(told())).toEqual({
      kind: "well",
      alarms: 0,
      is_critical: false,
      felt: [],
      told_at_ms: START_MS + (SECONDS - 10) * 1_000,
      at_ms: START_MS + SECONDS * 1_000,
    });
  });

  it("counts what rings, and says once what it means", () => {
    const lost = [
      ...everyTen(0, 600, (seconds) => aSample(seconds, [])),
      ...everyTen(600, SECONDS, (seconds) =>
        aSample(
          seconds,
          ["telemetry", "late"].map((lane) => gauge("gap_records_total", { lane }, 5)),
        ),
      ),
    ];
    expect(status(historyOf(lost))).toMatchObject({
      kind: "alarm",
      alarms: 2,
      is_critical: true,
      felt: ["Some readings were lost on their way, and tracks may have gaps."],
    });
  });

  it("is held as soon as a worker says so, before an alarm rings", () => {
    const held = aSample(SECONDS, [gauge("held", { store: "kafka" }, 1)], ["kafka: x"]);
    const history = told();
    history.add(held);
    expect(status(history)).toMatchObject({
      kind: "held",
      alarms: 0,
      felt: ["New readings arrive late; nothing is lost."],
    });
  });

  it.each([
    ["only the database is waited for", aSample(SECONDS, [], ["database: changes of master data wait: x"])],
    [
      "only a worker waits that takes none in",
      { ...aSample(SECONDS, [], ["elasticsearch: figures wait: x"], "b:1"), takes_readings: false },
    ],
  ])("does not say that readings are late while %s", (_what, sample) => {
    const history = told();
    history.add(sample);
    expect(status(history)).toMatchObject({
      kind: "held",
      felt: ["Rides, reports or changes of bikes show late; readings and the map go on."],
    });
  });

  it("says when the last worker has gone, critical from the first moment on", () => {
    expect(status(told(), { seconds: SECONDS + 30 })).toMatchObject({ kind: "no-worker", is_critical: true });
  });

  it("knows at once that the last worker has left, whoever else makes something of readings", () => {
    const history = told();
    history.add({ ...aSample(SECONDS, [], [], "b:1"), takes_readings: false });
    history.add({ ...aSample(SECONDS, []), leaves: true });
    expect(status(history)).toMatchObject({ kind: "no-worker", alarms: 0 });
  });

  it.each([
    ["nothing was ever told", historyOf([]), true],
    ["the topic is not read up to its end", told(), false],
  ])("is never well while %s", (_why, history, isCurrent) => {
    expect(status(history, { isCurrent })).toMatchObject({
      kind: "unknown",
      felt: ["Whether new readings arrive in time is not known at present."],
    });
  });
});
