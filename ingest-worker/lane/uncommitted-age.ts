import type { Admin } from "@/lib/kafka/client";
import type { PartitionLag } from "@/lib/kafka/lag";

const MINUTE_MS = 60_000;
const STEPS_MS = [1, 10, 60, 6 * 60, 24 * 60].map((minutes) => minutes * MINUTE_MS);

/**
 * At least how old the oldest record is that a group has not committed, ms: the greatest of a few steps, half of the
 * topic's retention among them, 0 where all are younger than the first. Kafka tells what lies behind a time without
 * reading any record.
 */
export async function uncommittedAge(
  admin: Pick<Admin, "fetchTopicOffsetsByTimestamp">,
  topic: string,
  retentionMs: number,
  partitions: readonly PartitionLag[],
  nowMs: number,
): Promise<number> {
  const next = new Map(partitions.map(({ partition, committed }) => [partition, Math.max(0, committed)]));
  let age = 0;
  for (const step of [...STEPS_MS, retentionMs / 2].sort((a, b) => a - b)) {
    const younger = await admin.fetchTopicOffsetsByTimestamp(topic, nowMs - step);
    if (!younger.some(({ partition, offset }) => (next.get(partition) ?? 0) < Number(offset))) break;
    age = step;
  }
  return age;
}
