import type { Admin, Kafka } from "@/lib/kafka/client";
import { readLag } from "@/lib/kafka/lag";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import { repeat } from "../repeat";
import { Gaps } from "./gaps";
import type { LaneOptions } from "./lane";
import { uncommittedAge } from "./uncommitted-age";

const EVERY_MS = 5_000;
/** How often it is asked how old the oldest record is that is not committed, in measurements. */
const AGE_EVERY = 6;

export interface LagWatch {
  /** Records of a lane that are not committed, as of the last measurement; null while Kafka does not answer. */
  lagOf(lane: string): { readonly records: number; readonly committed: string } | null;
  stop(): Promise<void>;
}

/** Keeps the metrics of what is not committed yet current; resolves when it has measured once. */
export async function watchLag(
  kafka: Kafka,
  lanes: readonly LaneOptions[],
  metrics: Metrics,
  log: Logger,
  now: () => number,
): Promise<LagWatch> {
  const admin = kafka.admin();
  await admin.connect();
  const known = new Map<string, { records: number; committed: string }>();
  const gaps = new Map(lanes.map(({ name }) => [name, new Gaps()]));
  let measurements = 0;

  const measure = async () => {
    for (const lane of lanes) {
      const { name, topic, groupId } = lane;
      const partitions = await readLag(admin, topic, groupId);
      for (const { partition, records } of partitions)
        metrics.lag.set({ lane: name, partition: String(partition) }, records);
      for (const { partition, records, fromOffset } of gaps.get(name)?.found(partitions) ?? []) {
        metrics.gapRecords.inc({ lane: name }, records);
        log.error(
          { lane: name, partition, records, fromOffset },
          "records were deleted before they were read",
        );
      }
      known.set(name, {
        records: partitions.reduce((sum, { records }) => sum + records, 0),
        committed: partitions.map(({ committed }) => committed).join(),
      });
    }
    if (measurements++ % AGE_EVERY === 0) await measureAges(admin, lanes, metrics, now());
  };
  const onFault = (fault: unknown) => {
    known.clear();
    log.warn({ fault: String(fault) }, "lag was not measured");
  };
  await measure().catch(onFault);
  const stopMeasuring = repeat(EVERY_MS, measure, onFault);
  return {
    lagOf: (lane) => known.get(lane) ?? null,
    stop: () => {
      stopMeasuring();
      return admin.disconnect();
    },
  };
}

async function measureAges(
  admin: Admin,
  lanes: readonly LaneOptions[],
  metrics: Metrics,
  nowMs: number,
): Promise<void> {
  for (const { name, topic, groupId, retentionMs } of lanes) {
    if (retentionMs === null) continue;
    const ageMs = await uncommittedAge(admin, { topic, groupId, retentionMs }, nowMs);
    metrics.uncommittedAge.set({ lane: name }, ageMs / 1_000);
    metrics.pastHalfRetention.set({ lane: name }, ageMs >= retentionMs / 2 ? 1 : 0);
  }
}
