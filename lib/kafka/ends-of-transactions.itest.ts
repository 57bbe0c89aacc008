import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { committedOffsets } from "./committed-offsets";
import { consumeTopic } from "./consumer";
import { partitionFor } from "./partition";
import { type KafkaSuite, startKafkaSuite } from "./testing/kafka-suite";
import { topicEnds } from "./topic-ends";

let suite: KafkaSuite;
beforeAll(async () => {
  suite = await startKafkaSuite(inject("environment"));
});
afterAll(() => suite.publisher.disconnect());

it("a stretch without any record is told of, and can be committed although no record was handed over", async () => {
  const { kafka, names } = suite;
  const topic = names.topics.bikes;
  const partition = partitionFor("LI-1");
  const producer = kafka.producer({ transactionalId: `${names.namespace}-given-up` });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ key: "LI-1", value: "given up", partition }] });
  await transaction.abort();
  await producer.disconnect();

  const passed = new Map<number, string>();
  const records: unknown[] = [];
  const groupId = `${names.namespace}-passing`;
  const consumer = await consumeTopic(
    kafka,
    { topic, groupId, maxBytesPerPartition: 65_536, maxBytes: 1e6 },
    {
      onRecords: async (_partition, given) => void records.push(...given),
      onPassed: (of, end) => void passed.set(of, end),
      onAssigned: () => undefined,
      onCrash: (fault) => expect.fail(`the consumer crashed: ${fault}`),
    },
  );
  await expect.poll(() => passed, { timeout: 15_000 }).toEqual(new Map([[partition, "1"]]));
  await consumer.commit([{ partition, offset: "2" }]);
  const admin = kafka.admin();
  await admin.connect();
  const committed = await committedOffsets(admin, topic, groupId).finally(() => admin.disconnect());
  expect(committed.get(partition)).toBe((await topicEnds(kafka, topic)).get(partition));
  expect(records).toEqual([]);
  await consumer.disconnect();
});
