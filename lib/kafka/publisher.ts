import { AppError } from "@/lib/errors";
import type { Kafka } from "./client";
import { PARTITION_COUNT, partitionFor } from "./partition";

export interface OutgoingMessage {
  /** Decides the partition: bike id, or what the topic is keyed by. */
  readonly key: string;
  /** Null erases a key of a compacted topic. */
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Publisher {
  /**
   * Resolves when every message is acknowledged by all in-sync replicas.
   * @throws AppError `unavailable` when the broker did not acknowledge; parts may be in, sending all again is safe.
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  disconnect(): Promise<void>;
}

const RESENDS = 5;

/**
 * A connected publisher. Partitions are explicit and each is looked for in the answer, because kafkajs drops what it
 * sends to a partition whose leader moved without an error; such messages are sent again.
 */
export async function createPublisher(kafka: Kafka, options: { retries?: number } = {}): Promise<Publisher> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
    retry: { retries: options.retries ?? 8 },
  });
  await producer.connect();

  async function publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    let open = byPartition(messages);
    for (let attempt = 0; open.size > 0; attempt++) {
      if (attempt > RESENDS) {
        throw new AppError("unavailable", `${topic}: ${open.size} partitions did not acknowledge`, {
          retryAfterSeconds: 5,
        });
      }
      const answers = await producer
        .send({
          topic,
          acks: -1,
          messages: [...open].flatMap(([partition, list]) => list.map((m) => ({ ...m, partition }))),
        })
        .catch((cause: unknown) => {
          throw new AppError("unavailable", `${topic}: the broker did not acknowledge`, {
            retryAfterSeconds: 5,
            cause,
          });
        });
      const acknowledged = new Set(answers.filter((a) => a.errorCode === 0).map((a) => a.partition));
      open = new Map([...open].filter(([partition]) => !acknowledged.has(partition)));
    }
  }

  return { publish, disconnect: () => producer.disconnect() };
}

function byPartition(messages: readonly OutgoingMessage[]): Map<number, OutgoingMessage[]> {
  const groups = new Map<number, OutgoingMessage[]>();
  for (const message of messages) {
    const partition = partitionFor(message.key, PARTITION_COUNT);
    const group = groups.get(partition);
    if (group) group.push(message);
    else groups.set(partition, [message]);
  }
  return groups;
}
