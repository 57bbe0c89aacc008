import { randomBytes } from "node:crypto";
import type { Kafka, KafkaMessage } from "@/lib/kafka/client";

/** Every record of a topic, each partition in its order, up to the ends that it has now. */
export async function readTopic(kafka: Kafka, topic: string): Promise<KafkaMessage[]> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = (await admin.fetchTopicOffsets(topic)).filter(({ high, low }) => high !== low);
  await admin.disconnect();
  const open = new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
  const records: KafkaMessage[] = [];
  if (open.size === 0) return records;
  const consumer = kafka.consumer({
    groupId: `read-${randomBytes(6).toString("hex")}`,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachMessage = async ({ partition, message }: { partition: number; message: KafkaMessage }) => {
        const end = open.get(partition);
        if (end === undefined) return;
        records.push(message);
        if (BigInt(message.offset) + 1n >= end) open.delete(partition);
        if (open.size === 0) resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}
