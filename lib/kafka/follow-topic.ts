import { randomBytes } from "node:crypto";
import type { Logger } from "@/lib/log";
import { backoffMs, pause } from "@/lib/retry";
import type { Admin, Kafka, KafkaMessage } from "./client";
import { ReadProgress } from "./read-progress";

/** A reader that heard nothing for so long is not connected. */
const SILENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;

/** The beginning; ms since epoch of the broker's clock; or offsets by partition, and then no other partition is read. */
export type TopicPlace = "beginning" | number | ReadonlyMap<number, number>;

export interface TopicReader {
  /** The broker answered lately. */
  readonly isConnected: boolean;
  /** Everything that was there when reading began was handed over, or nothing more came for a while. */
  readonly isCaughtUp: boolean;
  /** Every partition was read up to where it ended when reading began. */
  readonly hasReadAll: boolean;
  /** Every partition was handed over up to these offsets. */
  hasReadUpTo(ends: ReadonlyMap<number, number>): boolean;
  /** Records that are known to be there and were not handed over. */
  readonly lag: number;
  stop(): Promise<void>;
}

/**
 * Hands over all records of a topic from a place on, for ever: every reader gets every partition, nothing is committed,
 * and after a lost connection it goes on where it was. Some records may be handed over twice.
 * @param onRecords must not throw: its fault would be taken for the broker's, and the records come again.
 */
export function followTopic(
  kafka: Kafka,
  options: {
    readonly topic: string;
    readonly from: TopicPlace;
    readonly maxBytesPerPartition: number;
    readonly log: Logger;
  },
  onRecords: (records: readonly KafkaMessage[]) => void,
): TopicReader {
  const { topic, log } = options;
  let progress: ReadProgress | null = null;
  let unread: readonly number[] = [];
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => resolve());
  });

  async function follow(): Promise<void> {
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      const startedMs = Date.now();
      try {
        if (!progress) ({ progress, unread } = await findProgress(kafka, topic, options.from));
        await readOn(progress);
      } catch (fault) {
        log.warn({ topic, fault: String(fault) }, "a topic is not followed; trying again");
      }
      progress?.lost();
      if (Date.now() - startedMs > SILENCE_MS) attempt = 0;
      const wait = pause(backoffMs(attempt + 1, Math.random(), 100, LONGEST_PAUSE_MS));
      await Promise.race([wait, stopped]);
    }
  }

  /** Reads as the only member of a group of its own until that is over. */
  async function readOn(reading: ReadProgress): Promise<void> {
    const consumer = kafka.consumer({
      groupId: `${topic}-reader-${randomBytes(8).toString("hex")}`,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: options.maxBytesPerPartition,
      allowAutoTopicCreation: false,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000, restartOnFailure: async () => false },
    });
    const { GROUP_JOIN, FETCH, END_BATCH_PROCESS, CRASH } = consumer.events;
    const over = new Promise<void>((resolve, reject) => {
      stopped.then(resolve);
      consumer.on(CRASH, ({ payload }) => reject(payload.error));
    });
    over.catch(() => undefined);
    // Nothing is committed, so that each time it joins it is told where to go on.
    consumer.on(GROUP_JOIN, () => {
      if (unread.length > 0) consumer.pause([{ topic, partitions: [...unread] }]);
      for (const position of reading.positions()) consumer.seek({ topic, ...position });
    });
    consumer.on(FETCH, () => reading.fetched(Date.now()));
    // Told of batches without a record for us as well, as the end of a transaction is one.
    consumer.on(END_BATCH_PROCESS, ({ payload: { partition, lastOffset, highWatermark } }) =>
      reading.read(partition, Number(lastOffset), Number(highWatermark), Date.now()),
    );
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatch: async ({ batch }) => onRecords(batch.messages) });
      await over;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  const following = follow();
  return {
    get isConnected() {
      return Date.now() - (progress?.heardAtMs ?? 0) < SILENCE_MS;
    },
    get isCaughtUp() {
      return progress?.isCaughtUp() ?? false;
    },
    get hasReadAll() {
      return progress?.hasReadAll ?? false;
    },
    hasReadUpTo: (ends) => progress?.hasReadUpTo(ends) ?? false,
    get lag() {
      return progress?.lag ?? 0;
    },
    stop() {
      stop.abort();
      return following;
    },
  };
}

async function findProgress(
  kafka: Kafka,
  topic: string,
  from: TopicPlace,
): Promise<{ readonly progress: ReadProgress; readonly unread: readonly number[] }> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    const lows = new Map(ends.map(({ partition, low }) => [partition, Number(low)]));
    const first = typeof from === "number" ? await firstSince(admin, topic, from) : from;
    const isRead = (partition: number) => first === "beginning" || first.has(partition);
    const beginOf = (partition: number) =>
      Math.max(lows.get(partition) ?? 0, first === "beginning" ? 0 : (first.get(partition) ?? 0));
    return {
      progress: new ReadProgress(
        ends
          .filter(({ partition }) => isRead(partition))
          .map(({ partition, high }) => ({ partition, from: beginOf(partition), end: Number(high) })),
        Date.now(),
      ),
      unread: ends.map(({ partition }) => partition).filter((partition) => !isRead(partition)),
    };
  } finally {
    await admin.disconnect();
  }
}

async function firstSince(admin: Admin, topic: string, sinceMs: number): Promise<Map<number, number>> {
  const begins = await admin.fetchTopicOffsetsByTimestamp(topic, sinceMs);
  return new Map(begins.map(({ partition, offset }) => [partition, Number(offset)]));
}
