import type { Admin } from "@/lib/kafka/client";
import { type PartitionLag, readLag } from "@/lib/kafka/lag";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import { repeat } from "../repeat";
import type { LaneOptions } from "./lane";
import { uncommittedAge } from "./uncommitted-age";

const EVERY_MS = 5_000;
/** How often it is asked how old the oldest record is that is not committed, in measurements. */
const AGE_EVERY = 6;

export interface LagWatch {
  /**
   * Records that are not committed of these partitions of a lane, as of the last measurement; null while Kafka does not
   * answer.
   */
  lagOf(
    lane: string,
    partitions: readonly number[],
  ): { readonly records: number; readonly committed: string } | null;
  stop(): void;
}

/** Keeps the metrics of what is not committed yet current. */
export function watchLag(
  admin: Admin,
  lanes: readonly LaneOptions[],
  metrics: Metrics,
  log: Logger,
  now: () => number,
): LagWatch {
  const known = new Map<string, readonly PartitionLag[]>();
  let measurements = 0;

  const measureAge = async (
    { name, topic, retentionMs }: LaneOptions,
    partitions: readonly PartitionLag[],
  ) => {
    if (retentionMs === null) return;
    const ageMs = await uncommittedAge(admin, topic, retentionMs, partitions, now());
    metrics.uncommittedAge.set({ lane: name }, ageMs / 1_000);
    metrics.pastHalfRetention.set({ lane: name }, ageMs >= retentionMs / 2 ? 1 : 0);
  };
  const measure = async () => {
    const isAgeDue = measurements++ % AGE_EVERY === 0;
    for (const lane of lanes) {
      const partitions = await readLag(admin, lane.topic, lane.groupId);
      for (const { partition, records } of lane.waits ? [] : partitions)
        metrics.lag.set({ lane: lane.name, partition: String(partition) }, records);
      known.set(lane.name, partitions);
      if (isAgeDue) await measureAge(lane, partitions);
    }
  };
  const stop = repeat(EVERY_MS, measure, (fault) => {
    known.clear();
    log.warn({ fault: String(fault) }, "lag was not measured");
  });
  return {
    lagOf: (lane, partitions) => {
      const lags = known.get(lane)?.filter(({ partition }) => partitions.includes(partition));
      if (!lags) return null;
      return {
        records: lags.reduce((sum, { records }) => sum + records, 0),
        committed: lags.map(({ partition, committed }) => `${partition}:${committed}`).join(),
      };
    },
    stop,
  };
}
