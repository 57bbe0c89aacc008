import type { IngestStatus } from "@/lib/domain/ingest-status";
import { formatCount } from "@/lib/format/number";

/** What was said longer ago is not shown as if it were so. */
const CURRENT_MS = 35_000;

/** A status as it can be shown now: nothing is known of what was said too long ago. */
export const statusNow = (status: IngestStatus, nowMs: number): IngestStatus =>
  nowMs - status.at_ms <= CURRENT_MS
    ? status
    : {
        ...status,
        kind: "unknown",
        felt: ["No answer comes at present, so that it is not known whether new readings arrive in time."],
      };

/** The words of the sign. */
export function statusWords({ kind, alarms }: Pick<IngestStatus, "kind" | "alarms">): string {
  switch (kind) {
    case "well":
      return "All well";
    case "alarm":
      return formatCount(alarms, "alarm");
    case "held":
      return "Held";
    case "no-worker":
      return "No worker";
    case "unknown":
      return "Not known";
  }
}
