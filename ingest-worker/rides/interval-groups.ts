import type { Interval } from "@/lib/rides/region";

const DAY_MS = 86_400_000;
/** What is longer is looked at by the weeks that have something. */
export const LONG_MS = 8 * DAY_MS;
/** What is read around each is mostly empty; it counts for so much, ms. */
const AROUND_MS = 5 * 60_000;
/** Read at once: so much time, as densely as it may be told, fits the memory. */
const MOST_MS = 7 * DAY_MS;

/** An interval of a bike in which rides may have changed. */
export interface Change {
  readonly bikeId: string;
  readonly interval: Interval;
}

/** Changes to compute together, in this order; one that is longer than fits is alone. */
export function groupsOf(changes: readonly Change[]): Map<string, Interval[]>[] {
  const groups: Map<string, Interval[]>[] = [];
  let spentMs = 0;
  for (const { bikeId, interval } of changes) {
    const costMs = interval.toMs - interval.fromMs + AROUND_MS;
    let group = groups.at(-1);
    if (!group || spentMs + costMs > MOST_MS) {
      group = new Map();
      groups.push(group);
      spentMs = 0;
    }
    spentMs += costMs;
    const own = group.get(bikeId);
    if (own) own.push(interval);
    else group.set(bikeId, [interval]);
  }
  return groups;
}

/** In order, those that overlap as one: weeks that touch stay apart, since each is read by itself. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = found.at(-1);
    if (last && fromMs < last.toMs)
      found[found.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    else if (fromMs < toMs) found.push({ fromMs, toMs });
  }
  return found;
}
