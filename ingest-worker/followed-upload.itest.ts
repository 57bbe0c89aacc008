import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { TracingEnvironment } from "@/lib/env/tracing";
import type { Edge } from "@/lib/ingest/edge";
import { openEdge } from "@/lib/ingest/open-edge";
import { receiveUpload } from "@/lib/ingest/receive-upload";
import { createUploadLimits } from "@/lib/ingest/upload-limits";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { openTracer } from "@/lib/trace/open-tracer";
import type { Tracer } from "@/lib/trace/span";
import { type OtlpReceiver, startOtlpReceiver } from "@/lib/trace/testing/otlp-receiver";
import type { ReceivedSpan } from "@/lib/trace/testing/received-span";
import { makeTestInstallation } from "@/stack/test-installation";
import { type RunningWorker, runWorkerOn } from "./testing/running-worker";

const client: ApiClient = {
  id: "4b1f4a4e-0000-4000-8000-000000000001",
  name: "rides",
  organisationId: "o",
  organisationKind: "fleet",
  scopes: ["write"],
  sources: ["app", "iot"],
  bikeIds: [],
  bikePrefixes: ["LI-"],
};
const SENDER = "00f067aa0ba902b7";

/** Edge and worker of an installation, as they run where traces go to a receiver. */
interface Product {
  readonly worker: RunningWorker;
  readonly written: { readonly edge: Written; readonly worker: Written };
  /** Uploads readings of a bike, in a trace where one is given; resolves with the receipt's batch. */
  upload(bikeId: string, readings: readonly object[], trace?: { id: string; flags: string }): Promise<string>;
  /** Resolves when what was recorded so far is sent, or given up. */
  stop(): Promise<void>;
}
type Written = ReturnType<typeof writtenLines>;

async function start(receiver: string): Promise<Product> {
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver, OTEL_TRACES_SAMPLER_ARG: "0" };
  const written = { edge: writtenLines(), worker: writtenLines() };
  const installation = await makeTestInstallation(inject("environment"));
  const worker = await runWorkerOn(installation, { own: settings, log: written.worker.log });
  const tracer: Tracer | null = await openTracer(
    TracingEnvironment.parse(settings),
    "slipstream-web",
    written.edge.log,
  );
  const edge: Edge = openEdge({
    brokers: (installation.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    namespace: installation.names.namespace,
    serviceEpochMs: DEFAULT_SERVICE_EPOCH_MS,
    acceptUnsafeTopics: true,
    log: written.edge.log,
    tracer,
  });
  const limits = createUploadLimits();
  return {
    worker,
    written,
    async upload(bikeId, readings, trace) {
      const request = new Request("http://localhost/api/v1/telemetry", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(trace ? { traceparent: `00-${trace.id}-${SENDER}-${trace.flags}` } : {}),
        },
        body: JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings }),
      });
      const report = await receiveUpload(edge, limits, async () => client, request);
      return report.batch_id;
    },
    async stop() {
      await edge.close();
      await Promise.all([tracer?.close(), worker.stop()]);
    },
  };
}

const newTrace = (flags: string) => ({ id: randomBytes(16).toString("hex"), flags });
const now = () => Date.now() - 1_000;

describe("where traces go to a receiver", () => {
  let receiver: OtlpReceiver;
  let product: Product;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    product = await start(receiver.url);
  });
  afterAll(async () => {
    await product.stop();
    await receiver.close();
  });
  const spansOf = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId);

  it("an upload whose sender records it is one connected trace, from the edge to windows and states", async () => {
    const trace = newTrace("01");
    const late = Date.now() - 60 * 24 * 3_600_000;
    const readings = [
      { t: now(), soc_pct: 50 },
      { t: late, soc_pct: 80 },
    ];
    const batch = await product.upload("LI-T00001", readings, trace);
    const named = (name: string) => spansOf(trace.id).filter((span) => span.name === name);
    await expect.poll(() => named("write states").length, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(() => named("bulk").length, { timeout: 30_000 }).toBe(2);
    const { topics } = product.worker.names;
    const [edge] = named("POST /api/v1/telemetry");
    expect(edge).toMatchObject({
      service: "slipstream-web",
      kind: "server",
      parentId: SENDER,
      attributes: { "slipstream.batch_id": batch, "slipstream.client": client.id, "slipstream.readings": 2 },
    });
    for (const topic of [topics.telemetry, topics.telemetryLate]) {
      const publish = only(named(`publish ${topic}`));
      expect(publish).toMatchObject({ kind: "producer", parentId: edge?.spanId });
      const consume = only(named(`consume ${topic}`));
      expect(consume).toMatchObject({
        service: "slipstream-ingest-worker",
        kind: "consumer",
        parentId: publish.spanId,
        attributes: { "slipstream.batch_id": batch, "messaging.batch.message_count": 1 },
      });
      const bulk = only(named("bulk").filter(({ parentId }) => parentId === consume.spanId));
      expect(bulk).toMatchObject({
        kind: "client",
        failed: false,
        attributes: { "slipstream.readings": 1, "slipstream.answer.done": 1 },
      });
      expect(bulk.attributes["db.collection.name"]).toMatch(/-readings-\d{4}-w\d\d$/);
    }
    const bulks = named("bulk").map(({ spanId }) => spanId);
    for (const { parentId } of named("write states")) expect(bulks).toContain(parentId);
    for (const { startMs, endMs } of spansOf(trace.id)) expect(endMs).toBeGreaterThanOrEqual(startMs);
  });

  it("a bulk of several recorded uploads is linked to each", async () => {
    const traces = Array.from({ length: 6 }, () => newTrace("01"));
    await Promise.all(
      traces.map((trace, at) => product.upload(`LI-T1000${at}`, [{ t: now(), soc_pct: 50 }], trace)),
    );
    const consumed = () =>
      traces.map(({ id }) => spansOf(id).find(({ name }) => name.startsWith("consume ")));
    const reached = () => {
      const bulks = receiver.spans.filter(({ name }) => name === "bulk");
      const led = new Set(
        bulks.flatMap(({ parentId, links }) => [parentId, ...links.map(({ spanId }) => spanId)]),
      );
      return consumed().filter((span) => span && led.has(span.spanId)).length;
    };
    await expect.poll(reached, { timeout: 30_000 }).toBe(traces.length);
  });

  it("an upload that its sender does not record leaves nothing, nor one of the share that is left out", async () => {
    const before = receiver.spans.length;
    const trace = newTrace("00");
    await product.upload("LI-T00002", [{ t: now(), soc_pct: 50 }], trace);
    await product.upload("LI-T00003", [{ t: now(), soc_pct: 50 }]);
    await product.worker.caughtUp();
    const last = newTrace("01");
    await product.upload("LI-T00004", [{ t: now(), soc_pct: 50 }], last);
    await expect.poll(() => spansOf(last.id).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
    const since: ReceivedSpan[] = receiver.spans.slice(before);
    expect(since.filter(({ traceId }) => traceId !== last.id)).toEqual([]);
  });

  it("can be followed by its ids from the edge's line to the worker's, and no line tells what was measured", async () => {
    const trace = newTrace("00");
    const readings = [
      { t: now(), lat: 47.1415, lon: 9.5215, speed_kmh: 5_000.25 },
      { t: Date.now() + 48 * 3_600_000, lat: 47.1415, lon: 9.5215 },
    ];
    const batch = await product.upload("LI-T00005", readings, trace);
    const ids = { batch, trace: trace.id, client: client.id };
    const { edge, worker } = product.written;
    expect(edge.of("upload accepted in part")).toMatchObject([{ ...ids, readings: 2, faults: 1 }]);
    await expect.poll(() => worker.of("put into quarantine").length, { timeout: 30_000 }).toBe(1);
    await expect.poll(() => worker.of("kept as dead letters").length, { timeout: 30_000 }).toBe(1);
    const firstRecord = expect.stringMatching(/^[\w.-]+telemetry(\.late)?\/\d+\/\d+$/);
    expect(worker.of("kept as dead letters")).toMatchObject([{ ...ids, reason: "field", firstRecord }]);
    expect(worker.of("put into quarantine")).toMatchObject([
      { ...ids, reason: "ahead-of-clock", firstRecord },
    ]);
    expect(JSON.stringify([edge.lines, worker.lines])).not.toMatch(/47\.14|9\.52|5000\.25/);
  });
});

describe("where the receiver is away", () => {
  it("readings are stored all the same, and one line says that traces are not sent", async () => {
    const gone = await startOtlpReceiver();
    await gone.close();
    const product = await start(gone.url);
    for (let upload = 0; upload < 20; upload++)
      await product.upload(`LI-T2000${upload % 10}`, [{ t: now(), soc_pct: 50 }], newTrace("01"));
    await product.worker.caughtUp();
    const { names, es } = product.worker;
    await es.indices.refresh({ index: `${names.windowPrefix}*` });
    expect((await es.count({ index: `${names.windowPrefix}*` })).count).toBe(20);
    const { worker } = product.written;
    const warned = () => worker.of("traces cannot be sent; nothing waits for them").length;
    await expect.poll(warned, { timeout: 30_000 }).toBe(1);
    expect(worker.lines.filter(({ level }) => Number(level) >= 40)).toHaveLength(1);
    const startedMs = Date.now();
    await product.stop();
    expect(Date.now() - startedMs).toBeLessThan(8_000);
  });
});

function only(spans: readonly ReceivedSpan[]): ReceivedSpan {
  const [span] = spans;
  if (!span || spans.length > 1) throw new Error(`expected one span, got ${spans.length}`);
  return span;
}
