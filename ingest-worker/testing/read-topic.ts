import type { Kafka, KafkaMessage } from "@/lib/kafka/client";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import { createLog } from "@/lib/log";

const log = createLog("tests", "silent");

/** Every record of a topic once, each partition in its order; a key is always in one partition. */
export async function readTopic(kafka: Kafka, topic: string): Promise<KafkaMessage[]> {
  const records = new Map<string, KafkaMessage>();
  await readTopicOnce(kafka, { topic, from: "beginning", withinMs: 60_000, log }, (read) => {
    for (const record of read) records.set(`${record.offset}/${record.key?.toString("hex")}`, record);
  });
  return [...records.values()];
}
