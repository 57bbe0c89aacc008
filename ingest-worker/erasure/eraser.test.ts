import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OpenErasure, StepRow } from "@/lib/db/erasure-session";
import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { Eraser } from "./eraser";

const MINUTE_MS = 60_000;
const log = createLog("tests", "silent");
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Steps that are done: what comes next is to remove readings, which nobody can here. */
const DONE = ["survey", "publish", "follow", "letters", "quarantine"];
const stone = {
  ...{ riderId: "r", bikeId: "LI-1", reportedAs: "LI-1", source: null, fromMs: null, toMs: 1, spared: [] },
  ...{ erasureId: "e", askedMs: 1 },
};

function erasing(erasures: readonly OpenErasure[]) {
  const failed = new Map<string, number[]>();
  const ended: string[] = [];
  const stepsOf = (id: string): StepRow[] => [
    ...DONE.map((step) => ({ step, begunMs: 0, endedMs: 0, agoMs: 0, counts: {}, failures: 0 })),
    {
      ...{ step: "readings", begunMs: 0, endedMs: null, agoMs: null, counts: {} },
      failures: failed.get(id)?.length ?? 0,
    },
  ];
  const session = {
    lead: async () => true,
    open: async () => erasures.filter(({ id }) => !ended.includes(id)),
    stonesOf: async () => [stone],
    signedSince: async () => [],
    stonesUnder: async () => [],
    waiting: async () => [],
    purgeSeconds: async () => 0,
    steps: async (id: string) => new Map(stepsOf(id).map((row) => [row.step, row])),
    begin: async () => undefined,
    end: async (id: string) => void ended.push(id),
    fail: async (id: string, step: string, why: string) => {
      expect([step, why]).toEqual(["readings", "something that was not foreseen; the worker's log has it"]);
      failed.set(id, [...(failed.get(id) ?? []), Date.now()]);
    },
    attributions: async () => 0,
    removeAttributions: async () => 0,
    purgesLeft: async () => 0,
    purged: async () => 0,
    pseudonymsOf: async () => [],
    withdrawalsToTell: async () => ({ withdrawals: [], until: 0 }),
    keepTold: async () => undefined,
    addReceipt: async () => undefined,
    close: async () => undefined,
  };
  const holds = new Holds(createMetrics());
  const kafka = createKafka({ brokers: ["127.0.0.1:1"], clientId: "tests", log });
  const eraser = new Eraser(
    {
      ...{ session, kafka, log, names: namesIn("tests"), recheckAfterMs: 0 },
      es: createElasticsearch({ url: "http://127.0.0.1:1", username: "x", password: "x" }),
      publisher: { publish: async () => undefined, disconnect: async () => undefined },
      readings: { count: never, remove: never },
      states: { derive: async () => 0 },
      elapsedMs: () => Date.now(),
      marked: new Map(),
    },
    holds,
    (fault) => {
      throw fault;
    },
  );
  return { eraser, failed, holds };
}
const never = async () => {
  throw new TypeError("nobody thought of this");
};

it("tries a step that fails again later each time, five minutes apart at most, and each erasure by itself", async () => {
  const { eraser, failed, holds } = erasing([
    { id: "a", riderId: "r", isErased: false },
    { id: "b", riderId: "s", isErased: false },
  ]);
  eraser.start();
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  const stopping = eraser.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  await stopping;
  for (const id of ["a", "b"]) {
    const times = failed.get(id) ?? [];
    const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(pauses.length).toBeGreaterThan(15);
    for (const [at, pause] of pauses.entries()) {
      const most = Math.min(2_000 * 2 ** at, 5 * MINUTE_MS);
      expect(pause).toBeGreaterThanOrEqual(most / 2);
      expect(pause).toBeLessThanOrEqual(most + 1_100);
    }
  }
  expect(holds.reasons()).toEqual([]);
});
