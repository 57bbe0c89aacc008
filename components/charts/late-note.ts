import { formatLatenessSpan } from "@/lib/format/duration";
import { formatCount, formatNumber } from "@/lib/format/number";
import { formatClock, formatDay, formatRange } from "@/lib/format/time";
import type { BikeHistory, LateSpan } from "@/lib/telemetry/models";

/** Gaps named one by one, longest first told; more are counted. */
const GAPS_NAMED = 2;
const SHORTEST_GAP_NAMED_MS = 5 * 60_000;

/** "3 486 of 7 940 readings arrived 9 h late, uploaded by phone on 20 Nov 2026."; null where nothing came late. */
export function lateNote(history: BikeHistory, zone: string): string | null {
  if (history.lateReadings === 0) return null;
  const { late, readings, lateReadings } = history;
  const all = lateReadings === readings;
  const share = all
    ? lateReadings === 1
      ? "The only reading"
      : `All ${formatNumber(readings)} readings`
    : `${formatNumber(lateReadings)} of ${formatCount(readings, "reading")}`;
  if (late.length === 0) return `${share} arrived late.`;
  const least = Math.min(...late.map((span) => span.leastSeconds));
  const most = Math.max(...late.map((span) => span.mostSeconds));
  return `${share} arrived ${formatLatenessSpan(least, most)}${uploaded(late, zone)}.`;
}

function uploaded(late: readonly LateSpan[], zone: string): string {
  const sources = new Set(late.map(({ source }) => source));
  const by = sources.size > 1 ? "phone and module" : sources.has("app") ? "phone" : "module";
  const days = new Set(late.flatMap((span) => arrivals(span).map((at) => formatDay(at, zone))));
  const [day] = days;
  return `, uploaded by ${by}${days.size === 1 && day ? ` on ${day}` : ""}`;
}

/** When the first and the last reading of a span came in, as far as their lateness tells. */
function arrivals(span: LateSpan): number[] {
  return [span.fromMs + span.mostSeconds * 1000, span.toMs + span.leastSeconds * 1000];
}

/** "10:58 – 12:15 has no data."; null where nothing of five minutes or more is missing. */
export function gapNote(history: BikeHistory, zone: string): string | null {
  const long = history.gaps
    .filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_GAP_NAMED_MS)
    .sort((one, other) => other.toMs - other.fromMs - (one.toMs - one.fromMs));
  if (long.length === 0) return null;
  const oneDay = formatDay(history.fromMs, zone) === formatDay(history.toMs - 1, zone);
  const name = ({ fromMs, toMs }: { fromMs: number; toMs: number }): string =>
    oneDay
      ? `${formatClock(fromMs, zone, false)} – ${formatClock(toMs, zone, false)}`
      : formatRange(fromMs, toMs, zone);
  const named = long.slice(0, GAPS_NAMED).map(name);
  const more = long.length - named.length;
  const list = more > 0 ? [...named, `${formatNumber(more)} more`] : named;
  return `No data: ${list.join("; ")}.`;
}
