import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { pause } from "@/lib/retry";
import type { Kafka, KafkaMessage } from "./client";
import { followTopic, type TopicPlace } from "./follow-topic";

const LOOK_EVERY_MS = 50;

/**
 * Hands over every record that a topic holds from a place on at the call; some may come twice, and some that are newer.
 *
 * Each partition is read to its end, which always comes: compaction leaves the newest segment alone, and that is never
 * empty, so that behind a record that was taken away there is another. Ends of transactions are told of like records.
 * @param onRecords must not throw.
 * @throws AppError `unavailable` when it could not be read in time.
 */
export async function readTopicOnce(
  kafka: Kafka,
  options: {
    readonly topic: string;
    readonly from: TopicPlace;
    readonly withinMs: number;
    readonly log: Logger;
  },
  onRecords: (records: readonly KafkaMessage[]) => void,
): Promise<void> {
  const { topic, from, withinMs, log } = options;
  const deadline = Date.now() + withinMs;
  const reader = followTopic(kafka, { topic, from, maxBytesPerPartition: 1_048_576, log }, onRecords);
  try {
    while (!reader.hasReadAll) {
      if (Date.now() > deadline)
        throw new AppError("unavailable", `${topic}: expected to be read within ${withinMs / 1_000} s`, {
          retryAfterSeconds: 5,
        });
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    await reader.stop();
  }
}
