import { type CalendarUnit, startOf } from "@/lib/format/zone";
import type { BikeHistory, TimeSpan } from "@/lib/telemetry/models";

const UNITS: readonly CalendarUnit[] = ["day", "week", "month"];

/** The day, week or month that holds an instant, on the viewer's calendar. */
export function rangeOf(unit: CalendarUnit, atMs: number, zone: string): TimeSpan {
  return { fromMs: startOf(unit, atMs, zone), toMs: startOf(unit, atMs, zone, 1) };
}

/** Which unit a range is exactly, or null for a free one. */
export function unitOf({ fromMs, toMs }: TimeSpan, zone: string): CalendarUnit | null {
  return (
    UNITS.find((unit) => {
      const whole = rangeOf(unit, fromMs, zone);
      return whole.fromMs === fromMs && whole.toMs === toMs;
    }) ?? null
  );
}

/** The neighbouring range: the day, week or month beside it, or as long a stretch. `by` is -1 or 1. */
export function shiftRange(range: TimeSpan, by: -1 | 1, zone: string): TimeSpan {
  const unit = unitOf(range, zone);
  if (unit) {
    return { fromMs: startOf(unit, range.fromMs, zone, by), toMs: startOf(unit, range.fromMs, zone, by + 1) };
  }
  const length = range.toMs - range.fromMs;
  return { fromMs: range.fromMs + by * length, toMs: range.toMs + by * length };
}

const SHORTEST_PAUSE_MS = 5 * 60_000;
/** Room before and after a stretch, so that its first and last reading are not on the edge. */
const MARGIN_MS = 30_000;

/** Stretches with readings inside a history: what lies between gaps of five minutes or more. Ascending. */
export function stretchesOf(history: Pick<BikeHistory, "series" | "gaps">): TimeSpan[] {
  const measured = history.series.flatMap(({ points }) => points.filter(({ value }) => value !== null));
  if (measured.length === 0) return [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { atMs } of measured) {
    first = Math.min(first, atMs);
    last = Math.max(last, atMs);
  }
  const pauses = history.gaps.filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_PAUSE_MS);
  const starts = [first, ...pauses.map(({ toMs }) => toMs)];
  const ends = [...pauses.map(({ fromMs }) => fromMs), last];
  return starts
    .map((fromMs, at) => ({ fromMs, toMs: ends[at] ?? fromMs }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .map(({ fromMs, toMs }) => ({ fromMs: fromMs - MARGIN_MS, toMs: toMs + MARGIN_MS }));
}
