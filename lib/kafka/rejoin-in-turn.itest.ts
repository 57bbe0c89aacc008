import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { createKafka, type Kafka } from "./client";
import { consumeTopic } from "./consumer";
import { createPublisher, type Publisher } from "./publisher";

/** What kafkajs itself does with a fetch that failed. */
interface ConsumerGroup {
  heartbeat(options: unknown): Promise<void>;
  recoverFromFetch(fault: unknown): Promise<void>;
}

const log = createLog("tests", "silent");
const { prototype }: { prototype: ConsumerGroup } = createRequire(import.meta.url)(
  "kafkajs/src/consumer/consumerGroup",
);
const { heartbeat } = prototype;
let group: ConsumerGroup | null = null;
let names: Names;
let kafka: Kafka;
let publisher: Publisher;

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const brokers = (installation.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log });
  publisher = await createPublisher(kafka);
});
afterAll(async () => {
  prototype.heartbeat = heartbeat;
  await publisher.disconnect();
});

/** A consumer whose first records are held until they are let go, and what happened to it. */
async function heldConsumer() {
  const happened: string[] = [];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const consumer = await consumeTopic(
    kafka,
    {
      topic: names.topics.telemetry,
      groupId: `${names.namespace}-held`,
      maxBytesPerPartition: 1_048_576,
      maxBytes: 8_388_608,
    },
    {
      onAssigned: () => void happened.push("assigned"),
      onRecords: async (_partition, records) => {
        happened.push(`handed over ${records[0]?.offset}`);
        await held;
        happened.push("taken over");
      },
      onCrash: (fault) => happened.push(`crashed: ${fault}`),
    },
  );
  // Installed after the consumer's own mends, and taken away with the test.
  const mended = prototype.heartbeat;
  prototype.heartbeat = function (options) {
    group = this;
    return mended.call(this, options);
  };
  return { consumer, happened, letGo };
}

it("is not joined again while records are handed over, whatever a fetch from another broker met", async () => {
  const { consumer, happened, letGo } = await heldConsumer();
  await expect.poll(() => group, { timeout: 20_000 }).not.toBeNull();
  await publisher.publish(names.topics.telemetry, [{ key: "BIKE-1", value: "{}" }]);
  await expect.poll(() => happened, { timeout: 20_000 }).toEqual(["assigned", "handed over 0"]);

  const moved = Object.assign(new Error("not the leader"), { type: "NOT_LEADER_FOR_PARTITION" });
  await group?.recoverFromFetch(moved);
  const grown = Object.assign(new Error("more partitions"), { name: "KafkaJSStaleTopicMetadataAssignment" });
  await expect(group?.recoverFromFetch(grown)).rejects.toMatchObject({ type: "REBALANCE_IN_PROGRESS" });
  expect(happened).toEqual(["assigned", "handed over 0"]);

  letGo();
  await expect.poll(() => happened.at(-1)).toBe("taken over");
  await consumer.disconnect();
});
