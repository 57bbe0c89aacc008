import type { Names } from "@/lib/domain/names";
import { readToldWithdrawal, type ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { ofRecordKey, readTombstones } from "@/lib/domain/tombstone";
import type { Told, ToldTombstone } from "@/lib/erasure/told";
import { createKafka } from "@/lib/kafka/client";
import { readTopicOnce } from "@/lib/kafka/read-topic-once";
import { createLog } from "@/lib/log";

const READ_WITHIN_MS = 120_000;

/** All that the topics tell of erasures and withdrawals, of each key what came last. @throws AppError `unavailable`. */
export async function toldByTopics(brokers: readonly string[], { topics }: Names): Promise<Told> {
  const log = createLog("erasure", "silent");
  const kafka = createKafka({ brokers, clientId: "erasure", log });
  const reading = { from: "beginning", withinMs: READ_WITHIN_MS, log } as const;
  const tombstones = new Map<string, readonly ToldTombstone[]>();
  await readTopicOnce(kafka, { ...reading, topic: topics.erasures }, (messages) => {
    for (const { key, value } of messages) {
      const record = String(key);
      const { key: reportedAs } = ofRecordKey(record);
      const told = value === null ? [] : (readTombstones(value.toString("utf8")) ?? []);
      tombstones.set(
        record,
        told.map((one) => ({ ...one, reportedAs })),
      );
    }
  });
  const withdrawals = new Map<string, ToldWithdrawal>();
  await readTopicOnce(kafka, { ...reading, topic: topics.withdrawals }, (messages) => {
    for (const { key, value } of messages) {
      const told = value === null ? null : readToldWithdrawal(value.toString("utf8"));
      if (told) withdrawals.set(String(key), told);
    }
  });
  return { tombstones: [...tombstones.values()].flat(), withdrawals: [...withdrawals.values()] };
}
