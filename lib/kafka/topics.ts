import type { Names } from "@/lib/domain/names";
import { PARTITION_COUNT } from "./partition";

const DAY_MS = 86_400_000;

export interface TopicDefinition {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

const expiring = (topic: string, days: number): TopicDefinition => ({
  topic,
  partitions: PARTITION_COUNT,
  config: { "cleanup.policy": "delete", "retention.ms": String(days * DAY_MS) },
});
const compacted = (topic: string): TopicDefinition => ({
  topic,
  partitions: PARTITION_COUNT,
  config: { "cleanup.policy": "compact" },
});

/** How long a topic keeps records, ms; null where it keeps the newest of each key. */
export function retentionOf(names: Names, topic: string): number | null {
  const kept = topicsOf(names).find((definition) => definition.topic === topic)?.config["retention.ms"];
  return kept === undefined ? null : Number(kept);
}

/** Every topic of an installation, one row each. */
export function topicsOf(names: Names): TopicDefinition[] {
  const { topics } = names;
  return [
    expiring(topics.telemetry, 7),
    expiring(topics.telemetryLate, 30),
    compacted(topics.deadLetter),
    compacted(topics.bikes),
    compacted(topics.bikeState),
    compacted(topics.erasures),
    compacted(topics.withdrawals),
    expiring(topics.ridesDirty, 30),
    expiring(topics.ridesChanged, 30),
    expiring(topics.metrics, 2),
  ];
}
