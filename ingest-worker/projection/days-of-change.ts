import { dayKey, dayRange } from "@/lib/format/zone";

/** In which rides of a bike may have changed, ms since epoch; null has no end on that side. */
export interface ChangedInterval {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Days, both inclusive. */
export interface DaySpan {
  readonly fromDay: string | null;
  readonly toDay: string | null;
}

/** Whole days of a zone in which rides begin that may have changed, in order and apart. */
export function daysOfChange(intervals: readonly ChangedInterval[], zone: string): DaySpan[] {
  const spans = intervals
    .map(({ fromMs, toMs }) => ({
      fromDay: fromMs === null ? null : dayKey(fromMs, zone),
      toDay: toMs === null ? null : dayKey(toMs, zone),
    }))
    .toSorted((a, b) => ((a.fromDay ?? "") < (b.fromDay ?? "") ? -1 : 1));
  const joined: DaySpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (!last || (last.toDay !== null && span.fromDay !== null && span.fromDay > last.toDay))
      joined.push(span);
    else joined[joined.length - 1] = { fromDay: last.fromDay, toDay: laterOf(last.toDay, span.toDay) };
  }
  return joined;
}

const laterOf = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a > b ? a : b;

/** From the first moment of the first day to that after the last. */
export const momentsOf = ({ fromDay, toDay }: DaySpan, zone: string): ChangedInterval => ({
  fromMs: fromDay === null ? null : dayRange(fromDay, zone).fromMs,
  toMs: toDay === null ? null : dayRange(toDay, zone).toMs,
});
