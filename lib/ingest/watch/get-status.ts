import { DERIVED_LATE, LATE } from "@/lib/domain/alarms";
import type { IngestStatus } from "@/lib/domain/ingest-status";
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
  if (processes.length === 0) return say("no-worker", LATE);
  const waits = processes.flatMap((process) => process.waits);
  // No reading waits for the database.
  if (waits.length > 0) return say("held", waits.every(isOfDatabase) ? DERIVED_LATE : LATE);
  return say(ringing.length > 0 ? "alarm" : "well");
}

const isOfDatabase = (wait: string): boolean => wait.startsWith("database:");
