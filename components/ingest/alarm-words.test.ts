import { expect, it } from "vitest";
import { ALARMS } from "@/lib/domain/alarms";
import { runbookHref, storyWords, subjectOf } from "./alarm-words";

const [alarm] = ALARMS;
const story = { alarm, labels: {}, fromMs: 0, untilMs: 1, causes: [], recordsLost: 0, mostWaiting: null };

it.each([
  [{ lane: "late" }, "late lane"],
  [{ lane: "telemetry", instance: "a:1" }, "live lane, worker a:1"],
  [{ store: "kafka", instance: "a:1" }, "worker a:1"],
  [{}, null],
])("names what an alarm is about: %j", (labels, words) => {
  expect(subjectOf(labels)).toBe(words);
});

it("tells why, what was lost and what waited", () => {
  expect(storyWords(story)).toBe("Nothing was lost.");
  expect(storyWords({ ...story, causes: ["The disk is full."], recordsLost: 12, mostWaiting: 48 })).toBe(
    "The disk is full. 12 records lost, up to 48 records waited.",
  );
});

it("leads to the alarm's own paragraph", () => {
  expect(runbookHref(alarm)).toBe("/ingest/runbook#slipstreamheldbyelasticsearch");
});
