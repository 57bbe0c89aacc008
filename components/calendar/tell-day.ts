import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatNumber } from "@/lib/format/number";
import { formatDayKey } from "@/lib/format/time";
import type { CoverageDay } from "@/lib/telemetry/models";

/** "6 Jul 2023: 970 readings, came 3 years late"; of a day that came late in part, how many. */
export function tellDay(day: string, coverage: CoverageDay | null): string {
  const name = formatDayKey(day);
  if (!coverage || coverage.readings === 0) return `${name}: no readings`;
  const count = formatCount(coverage.readings, "reading");
  if (coverage.late === 0) return `${name}: ${count}, on time`;
  const lateness = formatDuration(coverage.mostSeconds * 1000);
  if (coverage.late >= coverage.readings) return `${name}: ${count}, came ${lateness} late`;
  return `${name}: ${count}, ${formatNumber(coverage.late)} of them came up to ${lateness} late`;
}
