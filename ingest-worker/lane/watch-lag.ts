import type { Kafka } from "@/lib/kafka/client";
import { readLag } from "@/lib/kafka/lag";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import { repeat } from "../repeat";
import type { LaneOptions } from "./lane";

const EVERY_MS = 5_000;

/** Keeps the lag metric of each lane current. */
export async function watchLag(
  kafka: Kafka,
  lanes: readonly LaneOptions[],
  metrics: Metrics,
  log: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const admin = kafka.admin();
  await admin.connect();
  const measure = async () => {
    for (const { name, topic, groupId } of lanes) {
      for (const { partition, records } of await readLag(admin, topic, groupId)) {
        metrics.lag.set({ lane: name, partition: String(partition) }, records);
      }
    }
  };
  const stopMeasuring = repeat(EVERY_MS, measure, (fault) =>
    log.warn({ fault: String(fault) }, "lag was not measured"),
  );
  return {
    stop: () => {
      stopMeasuring();
      return admin.disconnect();
    },
  };
}
