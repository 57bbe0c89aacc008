import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { createKafka, type Kafka } from "./client";
import { encodedBytes, MAX_MESSAGE_BYTES, type OutgoingMessage } from "./outgoing-message";
import { PARTITION_COUNT, partitionFor } from "./partition";

/** What a publisher that died in the middle left open is given up by the broker after this, if nobody takes over. */
const TRANSACTION_TIMEOUT_MS = 30_000;

/** The only publisher of its name whose messages the broker takes, until another of that name is opened. */
export interface FencedPublisher {
  /**
   * All messages or none; those of one key in their order. After a fault, close it and open another.
   * @throws AppError `unavailable`: the broker did not acknowledge, or another publisher of the name was opened.
   *   `too-large` for a message that no broker takes, before anything is sent.
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a publisher, and shuts out all earlier ones of the same name, whatever they are about to send: the broker gives
 * each opening a greater epoch, and takes nothing of a lesser one.
 * @throws AppError `unavailable`.
 */
export async function openFencedPublisher(
  options: { readonly brokers: readonly string[]; readonly clientId: string; readonly log: Logger },
  name: string,
): Promise<FencedPublisher> {
  const producer = createKafka(options).producer({
    transactionalId: name,
    transactionTimeout: TRANSACTION_TIMEOUT_MS,
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  });
  const close = () => producer.disconnect().catch(() => undefined);
  try {
    await producer.connect();
    // The first transaction fetches the epoch; it has no messages, so that nothing of it reaches the broker.
    await (await producer.transaction()).abort();
  } catch (cause) {
    await close();
    throw unavailable(`publisher ${name} was not opened`, cause);
  }
  return {
    async publish(topic, messages) {
      const records = messages.map((message) => withPartition(topic, message));
      try {
        await send(producer, topic, records);
      } catch (cause) {
        throw unavailable(`${topic}: the broker did not acknowledge`, cause);
      }
    },
    close,
  };
}

type Producer = ReturnType<Kafka["producer"]>;
type Placed = OutgoingMessage & { readonly partition: number };

async function send(producer: Producer, topic: string, records: readonly Placed[]): Promise<void> {
  const transaction = await producer.transaction();
  const answers = await transaction.send({
    topic,
    acks: -1,
    messages: records.map((record) => ({ ...record, headers: { ...record.headers } })),
  });
  // kafkajs drops what it sends to a partition whose leader moved without an error.
  const acknowledged = new Set(answers.filter((a) => a.errorCode === 0).map((a) => a.partition));
  const missing = records.find(({ partition }) => !acknowledged.has(partition));
  if (missing) throw new Error(`partition ${missing.partition} did not acknowledge`);
  await transaction.commit();
}

function withPartition(topic: string, message: OutgoingMessage): Placed {
  const bytes = encodedBytes(message);
  if (bytes > MAX_MESSAGE_BYTES)
    throw new AppError("too-large", `${topic}: expected at most ${MAX_MESSAGE_BYTES} bytes, got ${bytes}`);
  return { ...message, partition: partitionFor(message.key, PARTITION_COUNT) };
}

const unavailable = (what: string, cause: unknown): AppError =>
  new AppError("unavailable", what, { retryAfterSeconds: 5, cause });
