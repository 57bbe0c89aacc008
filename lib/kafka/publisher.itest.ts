import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { createLog } from "@/lib/log";
import { createKafka, type Kafka } from "./client";
import { encodedBytes, MAX_MESSAGE_BYTES } from "./outgoing-message";
import { PARTITION_COUNT, partitionFor } from "./partition";
import { createPublisher, type Publisher } from "./publisher";

let kafka: Kafka;
let publisher: Publisher;
beforeAll(async () => {
  const brokers = (inject("environment").SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log: createLog("tests", "silent") });
  publisher = await createPublisher(kafka);
});
afterAll(() => publisher.disconnect());

async function withAdmin<T>(work: (admin: ReturnType<Kafka["admin"]>) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  return work(admin).finally(() => admin.disconnect());
}
async function aTopic(config: Record<string, string> = {}): Promise<string> {
  const topic = `slipstream-t-${randomBytes(4).toString("hex")}`;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  const topics = [{ topic, numPartitions: PARTITION_COUNT, configEntries }];
  await withAdmin((admin) =>
    // A broker with much to do may not know a new topic, or not have taken over what it leads: records would be refused.
    vi.waitFor(
      async () => {
        await admin.createTopics({ topics, waitForLeaders: true });
        await admin.fetchTopicOffsets(topic);
      },
      { timeout: 15_000 },
    ),
  );
  return topic;
}
/** Messages of each partition that has any, by the broker's own count. */
const messagesIn = (topic: string): Promise<Map<number, number>> =>
  withAdmin(async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    const counts = offsets.map(({ partition, high }) => [partition, Number(high)] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  });

describe("publish", () => {
  it("brings three megabytes for one partition in, more than the broker takes in one batch", async () => {
    const topic = await aTopic();
    const value = "x".repeat(1_000);
    await publisher.publish(
      topic,
      Array.from({ length: 3_000 }, () => ({ key: "LI-1", value })),
    );
    expect(await messagesIn(topic)).toEqual(new Map([[partitionFor("LI-1"), 3_000]]));
  });

  it("counts keys, headers and framing, not values alone", async () => {
    const topic = await aTopic();
    const headers = {
      "ingest-client": "x".repeat(36),
      traceparent: "y".repeat(55),
      "batch-id": "z".repeat(36),
    };
    await publisher.publish(
      topic,
      Array.from({ length: 20_000 }, () => ({ key: "LI-1", value: "{}", headers })),
    );
    expect(await messagesIn(topic)).toEqual(new Map([[partitionFor("LI-1"), 20_000]]));
  });

  it("takes a message of exactly the limit beside others", async () => {
    const topic = await aTopic();
    const room = MAX_MESSAGE_BYTES - encodedBytes({ key: "LI-1", value: "" });
    const small = { key: "LI-1", value: "small" };
    await publisher.publish(topic, [small, { key: "LI-1", value: Buffer.alloc(room) }, small]);
    expect(await messagesIn(topic)).toEqual(new Map([[partitionFor("LI-1"), 3]]));
  });

  it("says that a message of two megabytes is too large, not that it may be sent again, and sends nothing", async () => {
    const topic = await aTopic();
    const messages = [
      { key: "LI-1", value: "small" },
      { key: "LI-2", value: Buffer.alloc(2_000_000) },
    ];
    await expect(publisher.publish(topic, messages)).rejects.toMatchObject({ code: "too-large" });
    expect(await messagesIn(topic)).toEqual(new Map());
  });

  it("says the same when it is the broker that takes less", async () => {
    const topic = await aTopic({ "max.message.bytes": "10000" });
    const large = [{ key: "LI-1", value: Buffer.alloc(20_000) }];
    await expect(publisher.publish(topic, large)).rejects.toMatchObject({ code: "too-large" });
  });
});
