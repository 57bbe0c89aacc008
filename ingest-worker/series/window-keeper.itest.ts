import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type RunningWorker, runWorker } from "../testing/running-worker";
import { storedSeries } from "../testing/stored";

let running: RunningWorker;
let setup: Elasticsearch;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
  setup = createElasticsearch({
    url: running.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "suite",
    password: running.environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD ?? "",
  });
});
afterAll(() => Promise.all([running.stop(), setup.close()]));

async function send(bikeId: string, timeMs: number): Promise<void> {
  const readings = [{ t: timeMs, soc_pct: 50 }];
  await running.publisher.publish(running.names.topics.telemetryLate, [
    {
      key: bikeId,
      value: JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings }),
      headers: { [HEADER.receivedAt]: String(Date.now()), [HEADER.ingestClient]: "tests" },
    },
  ]);
}

const storedOf = async (bikeId: string) =>
  [...(await storedSeries(running.es, running.names, bikeId)).keys()].map((identity) =>
    Number(identity.split("/")[2]),
  );

async function ready(): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${running.worker.metricsPort}/health/ready`);
  return { status: answer.status, text: await answer.text() };
}

async function replicasOfNewWindows(replicas: number): Promise<void> {
  const path = `/_index_template/${running.names.namespace}-readings`;
  const answer = await setup.transport.request<{
    index_templates: { index_template: { template: { settings: { index: Record<string, unknown> } } } }[];
  }>({ method: "GET", path });
  const template = answer.index_templates[0]?.index_template;
  if (!template) throw new Error(`no template at ${path}`);
  template.template.settings.index.number_of_replicas = replicas;
  await setup.transport.request({ method: "PUT", path, body: template });
}

describe("windows", () => {
  it("are made again when they were deleted under the worker", async () => {
    const timeMs = Date.UTC(2024, 2, 6, 12);
    await send("GONE-1", timeMs);
    await running.caughtUp();
    const index = running.names.windowPrefix + windowOf(timeMs).name;
    await setup.transport.request({ method: "DELETE", path: `/${index}` });
    await send("GONE-1", timeMs + 1_000);
    await running.caughtUp();
    expect(await storedOf("GONE-1")).toEqual([timeMs + 1_000]);
  });

  it("are waited for while the cluster takes no more shards, which the worker says", async () => {
    const timeMs = Date.UTC(2023, 2, 8, 12);
    await replicasOfNewWindows(20_000);
    await send("FULL-1", timeMs);
    await expect.poll(async () => (await ready()).status, { timeout: 20_000 }).toBe(503);
    const { text } = await ready();
    expect(text).toContain(`window ${running.names.windowPrefix}${windowOf(timeMs).name}`);
    expect(text).toMatch(/validation_exception.*maximum normal shards open/s);
    await replicasOfNewWindows(0);
    await running.caughtUp();
    expect(await storedOf("FULL-1")).toEqual([timeMs]);
    expect((await ready()).status).toBe(200);
  });
});
