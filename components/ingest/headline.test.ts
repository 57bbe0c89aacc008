import { expect, it } from "vitest";
import type { IngestOverview } from "@/lib/ingest/watch/get-overview";
import { headlineOf } from "./headline";

const measured = { behindP50: 0.2, behindP99: 0.4, backlog: 0 };
const flowing: IngestOverview = {
  fromMs: 0,
  toMs: 1,
  now: { live: 10, late: 0, ...measured },
  backlogByLane: [],
  oldestSeconds: 0,
  workers: 1,
  waits: [],
  gapRecords: 0,
  points: [],
  outcomes: {},
  lateness: [],
};

it.each([
  ["Flowing", "good", {}],
  ["Flowing", "good", { now: { live: 0, late: 5, ...measured } }],
  ["Nothing comes in", "attention", { now: { live: 0, late: 0, ...measured } }],
  ["No worker", "attention", { workers: 0 }],
  ["Held for one reason", "attention", { waits: ["a"] }],
  ["Held for 2 reasons", "attention", { waits: ["a", "b"], gapRecords: 3 }],
  ["deleted before they were read", "attention", { gapRecords: 3 }],
] as const)("says %s", (words, tone, over) => {
  const { text, tone: found } = headlineOf({ ...flowing, ...over });
  expect([text.includes(words), found]).toEqual([true, tone]);
});
