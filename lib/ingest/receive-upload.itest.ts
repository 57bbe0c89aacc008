import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createLog } from "@/lib/log";
import { generatePackets } from "@/simulator/packets";
import type { SentPacket } from "@/simulator/sent-packet";
import { makeTestInstallation } from "@/stack/test-installation";
import type { Edge } from "./edge";
import { openEdge } from "./open-edge";
import { receiveUpload } from "./receive-upload";
import { createUploadLimits } from "./upload-limits";

const log = createLog("tests", "silent");
const client: ApiClient = {
  id: "4b1f4a4e-0000-4000-8000-000000000001",
  name: "rides",
  organisationId: "o",
  organisationKind: "fleet",
  scopes: ["write"],
  sources: ["app"],
  bikeIds: [],
  bikePrefixes: ["DCU-"],
};
const limits = createUploadLimits();

let names: Names;
let kafka: Kafka;
let brokers: readonly string[];
let edge: Edge;

const edgeAt = (brokers: readonly string[], acceptUnsafeTopics = true): Edge =>
  openEdge({
    brokers,
    namespace: names.namespace,
    serviceEpochMs: DEFAULT_SERVICE_EPOCH_MS,
    acceptUnsafeTopics,
    log,
    tracer: null,
  });

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  brokers = (installation.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log });
  edge = edgeAt(brokers);
});
afterAll(() => edge.close());

const upload = (packets: readonly SentPacket[], headers: Record<string, string> = {}, on = edge) =>
  receiveUpload(
    on,
    limits,
    async () => client,
    new Request("http://localhost/api/v1/telemetry", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip", ...headers },
      body: gzipSync(packets.map((packet) => JSON.stringify(packet)).join("\n")),
    }),
  );

/** Messages that a topic holds, by the broker's own count. */
async function messagesIn(topic: string): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}

async function read(topic: string, count: number) {
  const found: { key: string; value: string; headers: Record<string, string> }[] = [];
  const consumer = kafka.consumer({ groupId: `${names.namespace}-reader-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        found.push({
          key: String(message.key),
          value: String(message.value),
          headers: Object.fromEntries(headers),
        });
        if (found.length >= count) resolve();
      },
    });
  });
  await consumer.disconnect();
  return found;
}

describe("an upload", () => {
  const foreign = generatePackets(1, {
    fromMs: Date.now(),
    bikes: 100,
    packetsPerBike: 10,
    prefix: "LI-",
    phoneShare: 0.5,
  });

  it("of 1,000 packets for bikes of others is refused, each with its reason, and nothing of it is passed on", async () => {
    const forged = { [HEADER.ingestClient]: "somebody", [HEADER.receivedAt]: "0", "x-bike-id": "DCU-000001" };
    const fault = await upload(foreign, forged).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: "forbidden", details: { data: { refused_total: 1_000 } } });
    const refused = Object(fault).details.data.refused;
    expect(refused).toHaveLength(1_000);
    expect(new Set(refused.map((one: { reason: string }) => one.reason))).toEqual(new Set(["not-allowed"]));
    expect(await messagesIn(names.topics.telemetry)).toBe(0);
    expect(await messagesIn(names.topics.telemetryLate)).toBe(0);
  });

  it("of a source that the client has none of is refused", async () => {
    const own = generatePackets(1, { fromMs: Date.now(), bikes: 1, packetsPerBike: 1, prefix: "DCU-" });
    await expect(upload(own)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is in the log of both lanes when the receipt comes, stamped by the edge", async () => {
    const beforeMs = Date.now();
    const options = { bikes: 20, prefix: "DCU-", phoneShare: 1, packetsPerBike: 2, readingsPerPacket: 5 };
    const live = generatePackets(2, { ...options, fromMs: beforeMs - 60_000 });
    const late = generatePackets(3, { ...options, fromMs: Date.UTC(2023, 6, 5) });
    const forged = { [HEADER.ingestClient]: "somebody", [HEADER.receivedAt]: "0", traceparent: "nonsense" };
    const report = await upload([...live, ...late], forged);
    expect(await messagesIn(names.topics.telemetry)).toBe(40);
    expect(await messagesIn(names.topics.telemetryLate)).toBe(40);
    expect(report.accepted).toEqual({ packets: 80, readings: 400 });
    const passedOn = [
      ...(await read(names.topics.telemetry, 40)),
      ...(await read(names.topics.telemetryLate, 40)),
    ];
    expect(passedOn.map((message) => message.value).sort()).toEqual(
      [...live, ...late].map((packet) => JSON.stringify(packet)).sort(),
    );
    for (const { key, value, headers } of passedOn) {
      expect(JSON.parse(value).bike_id).toBe(key);
      expect(headers[HEADER.ingestClient]).toBe(client.id);
      expect(new Date(Number(headers[HEADER.receivedAt])).toISOString()).toBe(report.received_at);
      expect(headers[HEADER.trace]).toMatch(/^00-[0-9a-f]{32}-/);
    }
    expect(Date.parse(report.received_at)).toBeGreaterThanOrEqual(beforeMs);
  });

  it("of eight megabytes for one bike passes in pieces that the broker takes", async () => {
    const before = await messagesIn(names.topics.telemetryLate);
    const many = generatePackets(4, {
      fromMs: Date.UTC(2024, 0),
      bikes: 1,
      prefix: "DCU-",
      phoneShare: 1,
      packetsPerBike: 100,
      readingsPerPacket: 700,
    });
    const report = await upload(many);
    expect(report.accepted).toEqual({ packets: 100, readings: 70_000 });
    expect((await messagesIn(names.topics.telemetryLate)) - before).toBe(200);
  });

  it("of 8,000 packets of one reading each for one bike passes, far more in headers than in values", async () => {
    const before = await messagesIn(names.topics.telemetryLate);
    const fromMs = Date.UTC(2024, 1);
    const small = Array.from({ length: 8_000 }, (_, second): SentPacket => {
      const readings = [{ t: fromMs + second * 1_000 }];
      return { v: 1, bike_id: "DCU-000001", source: "app", readings };
    });
    const report = await upload(small);
    expect(report).toMatchObject({ accepted: { packets: 8_000, readings: 8_000 }, refused_total: 0 });
    expect((await messagesIn(names.topics.telemetryLate)) - before).toBe(8_000);
  });

  it("that took longer than its key lived is refused, and nothing of it is passed on", async () => {
    const before = await messagesIn(names.topics.telemetryLate);
    const [own] = generatePackets(6, { fromMs: Date.UTC(2024, 2), bikes: 1, prefix: "DCU-", phoneShare: 1 });
    let revoked = false;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from(JSON.stringify(own).slice(0, 20)));
        setTimeout(() => {
          revoked = true;
          controller.enqueue(Buffer.from(JSON.stringify(own).slice(20)));
          controller.close();
        }, 200);
      },
    });
    const headers = { "content-type": "application/json" };
    const streamed = { method: "POST", headers, body, duplex: "half" };
    const request = new Request("http://localhost/", streamed);
    const askWho = async () => {
      if (revoked) throw new AppError("unauthenticated", "revoked");
      return client;
    };
    await expect(receiveUpload(edge, limits, askWho, request)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await messagesIn(names.topics.telemetryLate)).toBe(before);
  });
});

describe("with topics that could lose an upload", () => {
  it("an upload is unavailable, and nothing of it is passed on", async () => {
    const own = generatePackets(47, { fromMs: Date.now(), bikes: 1, prefix: "DCU-", phoneShare: 1 });
    const before = await messagesIn(names.topics.telemetry);
    // The brokers of tests are one: no topic has three replicas.
    const checked = edgeAt(brokers, false);
    const fault = await upload(own, {}, checked).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(AppError);
    expect(fault).toMatchObject({ code: "unavailable", message: "the topics of uploads are not safe" });
    expect(await messagesIn(names.topics.telemetry)).toBe(before);
    await checked.close();
  });
});

describe("without a broker", () => {
  const own = generatePackets(5, { fromMs: Date.now(), bikes: 1, prefix: "DCU-", phoneShare: 1 });

  it("an upload is unavailable within seconds, never accepted", async () => {
    const nowhere = edgeAt(["127.0.0.1:9"]);
    const startedMs = Date.now();
    const fault = await upload(own, {}, nowhere).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: "unavailable", details: { retryAfterSeconds: 5 } });
    expect(Date.now() - startedMs).toBeLessThan(8_000);
  });

  it("the same holds for one that takes connections and says nothing", async () => {
    const silent = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const startedMs = Date.now();
    const fault = await upload(own, {}, edgeAt([`127.0.0.1:${port}`])).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: "unavailable" });
    expect(Date.now() - startedMs).toBeLessThan(8_000);
    silent.close();
  });
});
