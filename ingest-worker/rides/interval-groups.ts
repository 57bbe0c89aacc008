import type { Interval } from "@/lib/rides/region";

const DAY_MS = 86_400_000;
/** What is longer is looked at by the weeks that have something. */
export const LONG_MS = 8 * DAY_MS;
/** What is read around each, at first, ms. */
const AROUND_MS = 3_600_000;
/** Read at once: so much time, as densely as it may be told, fits the memory. */
const MOST_MS = 14 * DAY_MS;
const MOST_INTERVALS = 100;

/** Intervals to compute together, in order, those that overlap as one. */
export function groupsOf(intervals: readonly Interval[]): Interval[][] {
  const groups: Interval[][] = [];
  let spentMs = 0;
  for (const interval of joined(intervals)) {
    const costMs = interval.toMs - interval.fromMs + AROUND_MS;
    const last = groups.at(-1);
    if (last && last.length < MOST_INTERVALS && spentMs + costMs <= MOST_MS) {
      last.push(interval);
      spentMs += costMs;
    } else {
      groups.push([interval]);
      spentMs = costMs;
    }
  }
  return groups;
}

/** Weeks that touch stay apart: each is read by itself. */
function joined(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = found.at(-1);
    if (last && fromMs < last.toMs)
      found[found.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    else if (fromMs < toMs) found.push({ fromMs, toMs });
  }
  return found;
}
