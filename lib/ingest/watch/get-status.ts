import { DERIVED_LATE, LATE } from "@/lib/domain/alarms";
import type { IngestStatus } from "@/lib/domain/ingest-status";
import type { MetricsSample } from "@/lib/domain/metrics-sample";
import { ringingAt } from "./alarm-episodes";
import type { MetricsHistory } from "./metrics-history";

/** How the way of a reading is now; nothing is well of which nobody tells. */
export function getIngestStatus(history: MetricsHistory, isCurrent: boolean, nowMs: number): IngestStatus {
  const processes = history.processes(nowMs);
  const ringing = ringingAt(history, nowMs);
  const told = { alarms: ringing.length, told_at_ms: history.newestAtMs, at_ms: nowMs };
  const isCritical = ringing.some(({ alarm }) => alarm.severity === "critical");
  const felt = ringing.map(({ alarm }) => alarm.felt);
  const say = (kind: IngestStatus["kind"], ...sentences: string[]): IngestStatus => ({
    kind,
    ...told,
    is_critical: kind === "no-worker" || isCritical,
    felt: [...new Set([...sentences, ...felt])],
  });
  if (!isCurrent || history.newestAtMs === null)
    return { ...say("unknown"), felt: ["Whether new readings arrive in time is not known at present."] };
  if (!processes.some((one) => one.takes_readings)) return say("no-worker", LATE);
  if (processes.some(({ waits }) => waits.length > 0))
    return say("held", processes.some(delaysReadings) ? LATE : DERIVED_LATE);
  return say(ringing.length > 0 ? "alarm" : "well");
}

/** No reading waits for the database. */
const delaysReadings = ({ takes_readings, waits }: MetricsSample): boolean =>
  takes_readings && waits.some((wait) => !wait.startsWith("database:"));
