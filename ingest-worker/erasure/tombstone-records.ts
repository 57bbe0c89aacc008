import { ofRecordKey, recordKey, type Tombstone, tombstonesText } from "@/lib/domain/tombstone";
import type { Kafka } from "@/lib/kafka/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import type { Logger } from "@/lib/log";
import { partsOf } from "../parts-of";

/** A broker takes no more than about 1 MB at once. */
const MOST_BYTES = 500_000;
const READ_WITHIN_MS = 120_000;

/**
 * The tombstones of a bike or rider as records of their topic, all in the partition of the bike or rider: a bike that was lent
 * for years may have more of them than one record has room for.
 */
export const recordsOf = (key: string, tombstones: readonly Tombstone[]): OutgoingMessage[] =>
  partsOf(tombstones, (one) => Buffer.byteLength(JSON.stringify(one)) + 1, MOST_BYTES).map(
    (part, number) => ({
      ...{ key: recordKey(key, number), placedAs: key, value: tombstonesText(part) },
    }),
  );

/** What takes away the records of these bikes and riders that are in their topic and not among these. @throws AppError `unavailable`. */
export async function supersededBy(
  { kafka, topic, log }: { readonly kafka: Kafka; readonly topic: string; readonly log: Logger },
  records: readonly OutgoingMessage[],
): Promise<OutgoingMessage[]> {
  const keys = new Set(records.map(({ placedAs }) => placedAs));
  const current = new Set(records.map(({ key }) => key));
  const found = new Set<string>();
  const reading = { topic, from: "beginning", withinMs: READ_WITHIN_MS, log } as const;
  await readTopicOnce(kafka, reading, (messages) => {
    for (const { key, value } of messages) {
      const text = String(key);
      if (value === null) found.delete(text);
      else if (keys.has(ofRecordKey(text).key) && !current.has(text)) found.add(text);
    }
  });
  return [...found].map((text) => ({ key: text, placedAs: ofRecordKey(text).key, value: null }));
}
