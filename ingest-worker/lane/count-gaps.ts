import type { Admin } from "@/lib/kafka/client";
import { committedOffsets } from "@/lib/kafka/committed-offsets";
import type { Logger } from "@/lib/log";
import type { Metrics } from "../metrics";
import { GapFinder } from "./gap-finder";
import type { LaneOptions } from "./lane";

/** Counts what a lane's topic gave up before it was read. */
export function gapFinder(
  admin: Admin,
  { name, topic, groupId }: LaneOptions,
  metrics: Metrics,
  log: Logger,
): GapFinder {
  return new GapFinder(
    () => committedOffsets(admin, topic, groupId),
    (gap) => {
      metrics.gapRecords.inc({ lane: name }, gap.records);
      log.error({ lane: name, topic, ...gap }, "records were deleted before they were read");
    },
  );
}
