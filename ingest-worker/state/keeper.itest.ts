import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { readTopic } from "../testing/read-topic";
import { type RunningWorker, runWorker } from "../testing/running-worker";
import { storedStates } from "../testing/stored";

const now = Date.now();
let proxy: FaultProxy;
let running: RunningWorker;
beforeAll(async () => {
  const shared = inject("environment");
  proxy = await startFaultProxy(shared.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  running = await runWorker(shared, { SLIPSTREAM_ELASTICSEARCH_URL: proxy.url });
});
beforeEach(() => {
  proxy.faultOf = () => "none";
  proxy.maxBytes = Number.POSITIVE_INFINITY;
});
afterAll(async () => {
  await running.stop();
  await proxy.close();
});

const stateBulk = () => `POST /${running.names.state}/_bulk`;

async function send(bikeId: string, atMs: number, socPercent: number): Promise<void> {
  const readings = [{ t: atMs, soc_pct: socPercent }];
  await running.publisher.publish(running.names.topics.telemetry, [
    {
      key: bikeId,
      value: JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings }),
      headers: { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" },
    },
  ]);
}

async function published(bikeId: string): Promise<number[]> {
  const records = await readTopic(running.kafka, running.names.topics.bikeState);
  return records
    .filter(({ key }) => key?.toString() === bikeId)
    .map(({ value }) => JSON.parse(value?.toString() ?? "").soc_permille);
}

async function ready(): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${running.worker.metricsPort}/health/ready`);
  return { status: answer.status, text: await answer.text() };
}

async function block(index: string, on: boolean | null): Promise<void> {
  await running.es.transport.request({
    method: "PUT",
    path: `/${index}/_settings`,
    body: { "index.blocks.read_only_allow_delete": on },
  });
}

describe("the state keeper", () => {
  it("publishes a state whose acceptance was never heard of", async () => {
    await send("LOST-1", now - 2_000, 50);
    await running.caughtUp();
    let cuts = 0;
    proxy.faultOf = (request) => (request === stateBulk() && cuts++ === 0 ? "cut" : "none");
    await send("LOST-1", now - 1_000, 49);
    await running.caughtUp();
    expect(cuts).toBeGreaterThan(0);
    expect((await published("LOST-1")).at(-1)).toBe(490);
  });

  it("publishes a bike's newest state few times a second, with how much came and when", async () => {
    const sent = 12;
    for (let at = 0; at < sent; at++) {
      await send("OFTEN-1", now - 2_000 + at, 60 + at);
      await sleep(30);
    }
    await running.caughtUp();
    const records = (await readTopic(running.kafka, running.names.topics.bikeState)).filter(
      ({ key }) => key?.toString() === "OFTEN-1",
    );
    expect(records.length).toBeLessThanOrEqual(sent / 2);
    expect(JSON.parse(records.at(-1)?.value?.toString() ?? "").soc_permille).toBe((60 + sent - 1) * 10);
    const readings = records.map(({ headers }) => Number(headers?.[HEADER.readings]?.toString()));
    expect(readings.reduce((sum, count) => sum + count, 0)).toBe(sent);
    expect(records.every(({ headers }) => headers?.[HEADER.receivedAt]?.toString() === String(now))).toBe(
      true,
    );
  });

  it("does not publish again what brings nothing new", async () => {
    await send("AGAIN-1", now - 2_000, 50);
    await running.caughtUp();
    await send("AGAIN-1", now - 2_000, 50);
    await running.caughtUp();
    expect(await published("AGAIN-1")).toEqual([500]);
  });

  it("waits for a state index that may not be written, says so, and writes when it may", async () => {
    const { state } = running.names;
    await block(state, true);
    const before = proxy.requests.length;
    await send("HELD-1", now, 50);
    await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(503);
    expect((await ready()).text).toMatch(`elasticsearch: states ${state}: 429 cluster_block_exception`);
    await sleep(2_000);
    const attempts = proxy.requests.slice(before).filter((request) => request === stateBulk()).length;
    expect(attempts).toBeLessThan(10);
    await block(state, null);
    await running.caughtUp();
    expect((await storedStates(running.es, running.names, "HELD-1")).get("HELD-1")?.newest_at).toBe(now);
    expect(await ready()).toEqual({ status: 200, text: "ready\n" });
  });

  it("cuts what a server on the way finds too large, and writes and publishes every state", async () => {
    const bikes = Array.from({ length: 30 }, (_, at) => `CUT-${at}`);
    proxy.maxBytes = 1_000;
    const before = proxy.requests.length;
    await Promise.all(bikes.map((bikeId) => send(bikeId, now, 50)));
    await running.caughtUp();
    expect([...(await storedStates(running.es, running.names, "CUT-")).keys()].sort()).toEqual(bikes.sort());
    const records = await readTopic(running.kafka, running.names.topics.bikeState);
    const keys = records.map(({ key }) => key?.toString() ?? "").filter((key) => key.startsWith("CUT-"));
    expect(keys.sort()).toEqual(bikes);
    const bulks = proxy.requests.slice(before).filter((request) => request === stateBulk());
    expect(bulks.length).toBeGreaterThan(5);
  });

  it("waits, and says so, while one state is larger than a server on the way takes", async () => {
    const readings = [
      { t: now, soc_pct: 50, cadence_rpm: 70, speed_kmh: 20, motor_power_w: 100, rider_power_w: 100 },
    ];
    const value = JSON.stringify({ v: 1, bike_id: "LARGE-1", source: "iot", readings });
    const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" };
    proxy.maxBytes = 350;
    await running.publisher.publish(running.names.topics.telemetry, [{ key: "LARGE-1", value, headers }]);
    await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(503);
    expect((await ready()).text).toContain(
      `elasticsearch: states ${running.names.state}: one state is larger than the store takes`,
    );
    expect(await published("LARGE-1")).toEqual([]);
    proxy.maxBytes = Number.POSITIVE_INFINITY;
    await running.caughtUp();
    expect(await published("LARGE-1")).toEqual([500]);
    expect(await ready()).toEqual({ status: 200, text: "ready\n" });
  });
});
