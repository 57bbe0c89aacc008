import type { TopicPlace } from "@/lib/kafka/follow-topic";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import type { RepairStores } from "../repair-stores";
import type { DeadLetter } from "./dead-letter";
import { NewestLetters } from "./newest-letters";

const WITHIN_MS = 120_000;
const WHOLE_KEY = /^[0-9a-f]{64}$/;

/**
 * What `keep` makes of the dead letters that there are from a place on; null leaves one out. It must not throw.
 * @throws AppError `unavailable` when not all of them could be read within `withinMs`.
 */
export async function readLetters<T>(
  { kafka, names, log }: Pick<RepairStores, "kafka" | "names" | "log">,
  keep: (letter: DeadLetter) => T | null,
  from: TopicPlace = "beginning",
  withinMs = WITHIN_MS,
): Promise<T[]> {
  const letters = new NewestLetters(keep);
  const topic = names.topics.deadLetter;
  await readTopicOnce(kafka, { topic, from, withinMs, log }, (messages) => {
    for (const message of messages) letters.add(message);
  });
  return letters.kept;
}

/** Where letters of these keys lie: in their partitions, where all are whole. */
export const placeOfKeys = (keys: readonly string[]): TopicPlace =>
  keys.length > 0 && keys.every((key) => WHOLE_KEY.test(key))
    ? new Map(keys.map((key) => [partitionFor(key, PARTITION_COUNT), 0]))
    : "beginning";
