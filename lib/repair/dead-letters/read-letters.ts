import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import type { RepairStores } from "../repair-stores";
import type { DeadLetter } from "./dead-letter";
import { NewestLetters } from "./newest-letters";

const WITHIN_MS = 120_000;

/**
 * What `keep` makes of the dead letters that there are; null leaves one out. It must not throw.
 * @throws AppError `unavailable`.
 */
export async function readLetters<T>(
  { kafka, names, log }: Pick<RepairStores, "kafka" | "names" | "log">,
  keep: (letter: DeadLetter) => T | null,
): Promise<T[]> {
  const letters = new NewestLetters(keep);
  await readTopicOnce(kafka, { topic: names.topics.deadLetter, withinMs: WITHIN_MS, log }, (messages) => {
    for (const message of messages) letters.add(message);
  });
  return letters.kept;
}
