import { groupOf, type Names } from "@/lib/domain/names";
import type { Admin } from "@/lib/kafka/client";
import { committedOffsets } from "@/lib/kafka/committed-offsets";

/** A lane that reads readings. */
export interface ReadingsLane {
  readonly topic: string;
  readonly groupId: string;
}

export const readingsLanes = (names: Names): readonly ReadingsLane[] => [
  { topic: names.topics.telemetry, groupId: groupOf(names, "telemetry") },
  { topic: names.topics.telemetryLate, groupId: groupOf(names, "late") },
];

/** What each lane has committed, in their order: the next offset by partition, below 0 where there is none. */
export const committedBy = (
  admin: Admin,
  lanes: readonly ReadingsLane[],
): Promise<ReadonlyMap<number, number>[]> =>
  Promise.all(lanes.map(({ topic, groupId }) => committedOffsets(admin, topic, groupId)));
