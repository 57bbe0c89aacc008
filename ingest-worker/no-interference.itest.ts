import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { readLag } from "@/lib/kafka/lag";
import { type RunningWorker, runWorker } from "./testing/running-worker";

const WEEK_MS = 604_800_000;
const WEEKS = 40;
const LATE_PACKETS = 6_000;
const LIVE_READINGS = 20;
/** A bound among the metric's buckets. */
const FRESH_SECONDS = 1;

let running: RunningWorker;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

const headers = () => ({ [HEADER.receivedAt]: String(Date.now()), [HEADER.ingestClient]: "tests" });
const packet = (bikeId: string, times: readonly number[]) =>
  JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings: times.map((t) => ({ t, soc_pct: 50 })) });

async function sendBacklog(): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < LATE_PACKETS; from += 500) {
    const messages = Array.from({ length: 500 }, (_, at) => {
      const times = Array.from({ length: WEEKS }, (_, week) => now - (week + 1) * WEEK_MS - from - at);
      return { key: `LATE-${from + at}`, value: packet(`LATE-${from + at}`, times), headers: headers() };
    });
    await running.publisher.publish(running.names.topics.telemetryLate, messages);
  }
}

async function lateRecordsOpen(): Promise<number> {
  const admin = running.kafka.admin();
  await admin.connect();
  const lags = await readLag(admin, running.names.topics.telemetryLate, `${running.names.namespace}-late`);
  await admin.disconnect();
  return lags.reduce((sum, { records }) => sum + records, 0);
}

/** Live bulks whose oldest reading was durable within the bound after the edge's stamp, and all live bulks. */
async function liveBulks(): Promise<{ fresh: number; all: number }> {
  const { values } = await running.worker.metrics.freshnessSeconds.get();
  const live = values.filter(({ labels }) => labels.lane === "telemetry");
  return {
    fresh: live.find(({ labels }) => "le" in labels && labels.le === FRESH_SECONDS)?.value ?? 0,
    all: live.find(({ metricName }) => metricName?.endsWith("_count"))?.value ?? 0,
  };
}

async function liveStored(): Promise<number> {
  const { values } = await running.worker.metrics.readings.get();
  return values.find(({ labels }) => labels.lane === "telemetry" && labels.outcome === "stored")?.value ?? 0;
}

it("keeps live readings fresh while a backlog of many weeks is taken in", async () => {
  await sendBacklog();
  for (let at = 0; at < LIVE_READINGS; at++) {
    const value = packet("LIVE-1", [Date.now()]);
    await running.publisher.publish(running.names.topics.telemetry, [
      { key: "LIVE-1", value, headers: headers() },
    ]);
    await sleep(100);
  }
  await expect.poll(liveStored, { timeout: 20_000 }).toBe(LIVE_READINGS);
  expect(await lateRecordsOpen()).toBeGreaterThan(0);
  const { fresh, all } = await liveBulks();
  expect(all).toBeGreaterThan(LIVE_READINGS / 2);
  expect(fresh).toBe(all);
  await running.caughtUp();
});
