import type { Admin } from "kafkajs";
import { committedOffsets } from "./committed-offsets";

export interface PartitionLag {
  readonly partition: number;
  /** That the group has not committed yet, of those that are still there. */
  readonly records: number;
  /** The next offset that the group reads, below 0 where it never committed. */
  readonly committed: number;
  /** The first offset that is still there. */
  readonly low: number;
}

/** What of a topic a group has not committed yet, by partition. */
export async function readLag(admin: Admin, topic: string, groupId: string): Promise<PartitionLag[]> {
  const [ends, offsets] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    committedOffsets(admin, topic, groupId),
  ]);
  return ends.map((end) => {
    const [low, high] = [Number(end.low), Number(end.high)];
    const committed = offsets.get(end.partition) ?? -1;
    return { partition: end.partition, records: high - Math.max(low, committed), committed, low };
  });
}
