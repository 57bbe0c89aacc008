import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { consumeTopic } from "./consumer";
import { type ConsumerGroup, consumerGroups } from "./mend-consumer-group";
import { type KafkaSuite, startKafkaSuite } from "./testing/kafka-suite";

let suite: KafkaSuite;
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(() => suite.publisher.disconnect());

let group: ConsumerGroup | null = null;

/** A consumer whose first records are held until they are let go, and what happened to it. */
async function heldConsumer() {
  const { kafka, names } = suite;
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
      onPassed: () => undefined,
      onRecords: async (_partition, records) => {
        happened.push(`handed over ${records[0]?.offset}`);
        await held;
        happened.push("taken over");
      },
      onCrash: (fault) => happened.push(`crashed: ${fault}`),
    },
  );
  const groups = consumerGroups();
  const { heartbeat } = groups;
  groups.heartbeat = function (options) {
    group = this;
    groups.heartbeat = heartbeat;
    return heartbeat.call(this, options);
  };
  return { consumer, happened, letGo };
}

it("is not joined again while records are handed over, whatever a fetch from another broker met", async () => {
  const { consumer, happened, letGo } = await heldConsumer();
  await expect.poll(() => group, { timeout: 20_000 }).not.toBeNull();
  await suite.publisher.publish(suite.names.topics.telemetry, [{ key: "BIKE-1", value: "{}" }]);
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
