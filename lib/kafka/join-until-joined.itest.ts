import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { consumeTopic, type LaneConsumer } from "./consumer";
import { consumerGroups } from "./mend-consumer-group";
import { type KafkaSuite, startKafkaSuite } from "./testing/kafka-suite";

const patience = { timeout: 20_000 };
let suite: KafkaSuite;
let consumer: LaneConsumer;
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(async () => {
  await consumer.disconnect();
  await suite.publisher.disconnect();
});

/** A fault as kafkajs makes one of what the broker answers. */
const answered = (type: string) =>
  Object.assign(new Error(type), { name: "KafkaJSProtocolError", type, retriable: true });

it("joins again when the coordinator was still loading the group, and commits to the one that has it", async () => {
  const groups = consumerGroups();
  const { heartbeat, joinAndSync } = groups;
  let isMoved = false;
  let joins = 0;
  // The coordinator moves; the next one is loading when it is asked, and answers heartbeats from then on.
  groups.joinAndSync = function () {
    return joins++ === 1 ? Promise.reject(answered("GROUP_LOAD_IN_PROGRESS")) : joinAndSync.call(this);
  };
  groups.heartbeat = function (options) {
    if (!isMoved) return heartbeat.call(this, options);
    isMoved = false;
    return Promise.reject(answered("NOT_COORDINATOR_FOR_GROUP"));
  };
  const { kafka, names, publisher } = suite;
  const topic = names.topics.telemetry;
  const seen: string[] = [];
  consumer = await consumeTopic(
    kafka,
    { topic, groupId: `${names.namespace}-joins`, maxBytesPerPartition: 1_048_576, maxBytes: 8_388_608 },
    {
      onAssigned: () => undefined,
      onPassed: () => undefined,
      onRecords: async (_partition, records) => void seen.push(...records.map(({ offset }) => offset)),
      onCrash: (fault) => expect.fail(`the consumer crashed: ${fault}`),
    },
  );
  await publisher.publish(topic, [{ key: "BIKE-1", value: "{}" }]);
  await expect.poll(() => seen, patience).toEqual(["0"]);
  isMoved = true;
  await expect.poll(() => joins, patience).toBeGreaterThan(2);
  await expect.poll(() => consumer.isMember, patience).toBe(true);
  Object.assign(groups, { heartbeat, joinAndSync });
});
