import type { Kafka, KafkaMessage } from "@/lib/kafka/client";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import type { Logger } from "@/lib/log";

/** Where brokers keep what groups commit; keys of this version and the one before are offsets. */
const TOPIC = "__consumer_offsets";
const OFFSET_KEY = 1;
const WITHIN_MS = 60_000;

/** One offset that a group committed. */
export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** All that was committed of these topics since then, ms of the broker's clock, in the order in which the broker took it. */
export async function commitsSince(
  kafka: Kafka,
  topics: readonly string[],
  sinceMs: number,
  log: Logger,
): Promise<Commit[]> {
  const records = new Map<string, KafkaMessage>();
  await readTopicOnce(kafka, { topic: TOPIC, from: sinceMs, withinMs: WITHIN_MS, log }, (read) => {
    for (const record of read) records.set(`${record.offset}/${record.key?.toString("hex")}`, record);
  });
  const commits = [...records.values()].flatMap((record) => commitIn(record) ?? []);
  return commits.filter(({ topic }) => topics.includes(topic));
}

/** The commit that a record keeps; null where it keeps something else, or takes a commit away. */
export function commitIn({ key, value }: Pick<KafkaMessage, "key" | "value">): Commit | null {
  if (!key || !value || key.readInt16BE(0) > OFFSET_KEY) return null;
  const topicAt = 4 + key.readInt16BE(2);
  const partitionAt = topicAt + 2 + key.readInt16BE(topicAt);
  return {
    topic: key.toString("utf8", topicAt + 2, partitionAt),
    partition: key.readInt32BE(partitionAt),
    offset: Number(value.readBigInt64BE(2)),
  };
}

/**
 * Offsets that were committed lower than before: what lies between is read and written again. In words. Below 0 stands
 * for the first that the topic has left, which kafkajs commits where the next to read is gone.
 */
export function goneBack(commits: readonly Commit[]): string[] {
  const highest = new Map<string, number>();
  const offsets = commits.filter(({ offset }) => offset >= 0);
  return offsets.flatMap(({ topic, partition, offset }) => {
    const where = `${topic}/${partition}`;
    const before = highest.get(where) ?? 0;
    highest.set(where, Math.max(before, offset));
    return offset < before ? [`${where}: committed ${offset} after ${before}`] : [];
  });
}
