import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import quarantineTemplate from "@/es-templates/30-quarantine.json" with { type: "json" };
import { HEADER } from "@/lib/domain/packet";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { ensureTopics } from "@/lib/kafka/ensure-topics";
import { readTopic } from "../testing/read-topic";
import { type RunningWorker, runWorker } from "../testing/running-worker";
import { quarantined } from "../testing/stored";

const now = Date.now();
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

async function send(key: string, value: string, client = "tests"): Promise<void> {
  const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: client };
  await running.publisher.publish(running.names.topics.telemetry, [{ key, value, headers }]);
}
const timeless = (bikeId: string) =>
  JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings: [{ t: null, soc_pct: 50 }] });

async function lettersOf(key: string) {
  const records = await readTopic(running.kafka, running.names.topics.deadLetter);
  return records.filter(({ headers }) => headers?.["dead-letter-key"]?.toString() === key);
}
const entriesOf = (bikeId: string) => quarantined(running.es, running.names, bikeId);

async function reasons(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${running.worker.metricsPort}/health/ready`)).text();
}

async function blockQuarantine(on: boolean | null): Promise<void> {
  const path = `/${running.names.quarantine}/_settings`;
  const body = { "index.blocks.read_only_allow_delete": on };
  await running.es.transport.request({ method: "PUT", path, body });
}

describe("what is kept aside", () => {
  it("becomes dead letters although the quarantine may not be written", async () => {
    await blockQuarantine(true);
    await send("HELD-1", timeless("HELD-1"));
    await expect.poll(reasons, { timeout: 20_000 }).toContain(`quarantine ${running.names.quarantine}`);
    await send("BROKEN-1", "{");
    await expect.poll(() => lettersOf("BROKEN-1"), { timeout: 20_000 }).toHaveLength(1);
    expect(await entriesOf("HELD-1")).toEqual([]);
    await blockQuarantine(null);
    await running.caughtUp();
    expect(await entriesOf("HELD-1")).toHaveLength(1);
  });

  it("comes into the quarantine although there is no topic for dead letters", async () => {
    const { topics } = running.names;
    const admin = running.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topics.deadLetter] });
    // Until the broker has heard of it, it takes letters for the topic, and they go with it.
    await expect.poll(() => admin.listTopics(), { timeout: 20_000 }).not.toContain(topics.deadLetter);
    await send("BROKEN-2", "{");
    await expect.poll(reasons, { timeout: 30_000 }).toContain(topics.deadLetter);
    await send("HELD-2", timeless("HELD-2"));
    await expect.poll(() => entriesOf("HELD-2"), { timeout: 20_000 }).toHaveLength(1);
    await ensureTopics(running.kafka, running.names, 1);
    await running.caughtUp();
    expect(await lettersOf("BROKEN-2")).toHaveLength(1);
    await admin.disconnect();
  });

  it("becomes a dead letter where the quarantine refuses it for ever, and the rest goes on", async () => {
    const path = `/${running.names.quarantine}`;
    const { mappings } = quarantineTemplate.template;
    const properties = { ...mappings.properties, ingest_client: { type: "byte" } };
    await setup.transport.request({ method: "DELETE", path });
    await setup.transport.request({ method: "PUT", path, body: { mappings: { ...mappings, properties } } });
    await send("REFUSED-1", timeless("REFUSED-1"), "x".repeat(200));
    await send("REFUSED-2", timeless("REFUSED-2"), "5");
    await running.caughtUp();
    expect(await entriesOf("REFUSED-2")).toHaveLength(1);
    expect(await entriesOf("REFUSED-1")).toEqual([]);
    const [letter, ...more] = await lettersOf("REFUSED-1");
    expect(more).toEqual([]);
    expect(letter?.headers?.["dead-letter-reason"]?.toString()).toBe("refused-by-store");
    expect(JSON.parse(letter?.value?.toString() ?? "").reading).toEqual({ text: '{"t":null,"soc_pct":50}' });
    const [fault] = JSON.parse(letter?.headers?.["dead-letter-faults"]?.toString() ?? "");
    expect(fault.got).toContain("failed to parse field [ingest_client]");
  });
});
