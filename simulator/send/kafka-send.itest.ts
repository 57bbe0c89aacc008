import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { decodePacketText } from "@/lib/domain/decode-packet";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import type { SentPacket } from "../sent-packet";
import { kafkaSend } from "./kafka-send";

const NOW = Date.UTC(2026, 10, 25, 6);
const MINUTE_MS = 60_000;
const packet = (bike_id: string, ...minutesAgo: number[]): SentPacket => ({
  v: 1,
  bike_id,
  source: "iot",
  readings: minutesAgo.map((minutes) => ({ t: NOW - minutes * MINUTE_MS, speed_kmh: 20 })),
});
let kafka: Kafka;
let publisher: Publisher;
let names: Names;
beforeAll(async () => {
  const made = await makeTestInstallation(inject("environment"));
  names = made.names;
  const brokers = (made.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log: createLog("tests", "silent") });
  publisher = await createPublisher(kafka);
});
afterAll(() => publisher.disconnect());

async function timesIn(topic: string): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (const { key, value, headers } of await readTopic(kafka, topic)) {
    const decoded = decodePacketText(value?.toString("utf8") ?? "");
    if (decoded.kind !== "packet") throw new Error(decoded.expected);
    expect(key?.toString("utf8")).toBe(decoded.bikeId);
    expect(headers?.[HEADER.receivedAt]?.toString()).toBe(String(NOW));
    expect(headers?.[HEADER.ingestClient]?.toString()).toBe("simulator");
    times.set(
      decoded.bikeId,
      decoded.readings.map(({ timeMs }) => (NOW - timeMs) / MINUTE_MS),
    );
  }
  return times;
}

describe("packets that go past the edge", () => {
  it("come into the lanes that the edge would have chosen, cut where it would have cut them", async () => {
    const send = kafkaSend(publisher, names, () => NOW);
    const receipt = await send([
      packet("LI-000001", 2, 1, 0),
      packet("LI-000002", 90, 80),
      packet("LI-000003", 30, 16, 14, 0),
    ]);
    expect(receipt.readings).toBe(9);
    expect(await timesIn(names.topics.telemetry)).toEqual(
      new Map([
        ["LI-000001", [2, 1, 0]],
        ["LI-000003", [14, 0]],
      ]),
    );
    expect(await timesIn(names.topics.telemetryLate)).toEqual(
      new Map([
        ["LI-000002", [90, 80]],
        ["LI-000003", [30, 16]],
      ]),
    );
  });
});
