import { AppError } from "@/lib/errors";
import type { Kafka } from "./client";
import { encodedBytes, MAX_MESSAGE_BYTES, type OutgoingMessage } from "./outgoing-message";
import { PARTITION_COUNT, partitionFor } from "./partition";

export interface Publisher {
  /**
   * Resolves when every message is acknowledged by all in-sync replicas, however many there are.
   * @throws AppError `unavailable` when the broker did not acknowledge; parts may be in, sending all again is safe.
   *   `too-large` when one message is more than the broker takes: sending it again is of no use.
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  disconnect(): Promise<void>;
}

const RESENDS = 5;
/**
 * Most bytes of one request: all of it may fall into one partition, whose part is one batch, and the broker refuses a
 * batch over its limit for ever. Only a message that is larger by itself makes a larger request.
 */
const MAX_REQUEST_BYTES = 900_000;

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

  async function send(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
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
        .catch((fault: unknown) => {
          throw refusal(topic, fault);
        });
      const acknowledged = new Set(answers.filter((a) => a.errorCode === 0).map((a) => a.partition));
      open = new Map([...open].filter(([partition]) => !acknowledged.has(partition)));
    }
  }

  async function publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    for (const request of requestsOf(topic, messages)) await send(topic, request);
  }

  return { publish, disconnect: () => producer.disconnect() };
}

/** @throws AppError `too-large`, before anything is sent. */
function requestsOf(topic: string, messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const requests: OutgoingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = encodedBytes(message);
    if (bytes > MAX_MESSAGE_BYTES)
      throw tooLarge(topic, `at most ${MAX_MESSAGE_BYTES} bytes, got about ${bytes}`);
    const last = requests.at(-1);
    if (last && bytes <= room) last.push(message);
    else {
      requests.push([message]);
      room = MAX_REQUEST_BYTES;
    }
    room -= bytes;
  }
  return requests;
}

const tooLarge = (topic: string, expectation: string, cause?: unknown): AppError =>
  new AppError("too-large", `${topic}: expected messages of ${expectation}`, { cause });

/** A topic may be set to take less than is usual. */
const TOO_LARGE = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);

function refusal(topic: string, cause: unknown): AppError {
  if (cause instanceof Error && "type" in cause && TOO_LARGE.has(String(cause.type)))
    return tooLarge(topic, "what the broker takes, got more", cause);
  return new AppError("unavailable", `${topic}: the broker did not acknowledge`, {
    retryAfterSeconds: 5,
    cause,
  });
}

function byPartition(messages: readonly OutgoingMessage[]): Map<number, OutgoingMessage[]> {
  const groups = new Map<number, OutgoingMessage[]>();
  for (const message of messages) {
    const partition = partitionFor(message.placedAs ?? message.key, PARTITION_COUNT);
    const group = groups.get(partition);
    if (group) group.push(message);
    else groups.set(partition, [message]);
  }
  return groups;
}
