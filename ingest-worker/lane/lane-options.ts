import { groupOf, type Names } from "@/lib/domain/names";
import { retentionOf } from "@/lib/kafka/topics";
import type { LaneOptions } from "./lane";

/** How a lane reads its topic, as one consumer group over all processes. */
export const laneOptions = (name: string, topic: string, names: Names): LaneOptions => ({
  name,
  topic,
  groupId: groupOf(names, name),
  // Small fetches come from all partitions in turn: fewer records wait decoded, and times overlap less in a window.
  maxBytesPerPartition: 262_144,
  maxBytes: 2_097_152,
  retentionMs: retentionOf(names, topic),
  waits: name === "rides",
});
