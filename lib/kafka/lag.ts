import type { Admin } from "kafkajs";

/** Records of a topic that a group has not committed yet, by partition. */
export async function readLag(
  admin: Admin,
  topic: string,
  groupId: string,
): Promise<{ partition: number; records: number }[]> {
  const [ends, [committed]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const next = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  return ends.map(({ partition, high, low }) => {
    const from = next.get(partition) ?? -1;
    return { partition, records: Number(high) - (from < 0 ? Number(low) : from) };
  });
}
