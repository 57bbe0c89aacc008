import { type Interval, joined } from "@/lib/rides/region";

const DAY_MS = 86_400_000;
/** What is longer is looked at by the weeks that have something. */
export const LONG_MS = 8 * DAY_MS;
/** Half an hour is read on both sides of each at least, ms. */
const AROUND_MS = 60 * 60_000;
/** Looked at in one group; what of it is read at once is for `findRidesAround` to say. */
const MOST_MS = 7 * DAY_MS;

/** An interval of a bike in which rides may have changed. */
export interface Change {
  readonly bikeId: string;
  readonly interval: Interval;
}

/**
 * Changes to read together, in the order of time, so that each group lies in few windows; one that is longer than fits is
 * alone.
 */
export function groupsOf(changes: readonly Change[]): Map<string, Interval[]>[] {
  const groups: Map<string, Interval[]>[] = [];
  let spentMs = 0;
  for (const { bikeId, interval } of changes.toSorted((a, b) => a.interval.fromMs - b.interval.fromMs)) {
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

/** In order, each at most a week: what is longer is read in pieces. */
export const inPieces = (intervals: readonly Interval[]): Interval[] =>
  joined(intervals, 0).flatMap(({ fromMs, toMs }) =>
    Array.from({ length: Math.ceil((toMs - fromMs) / MOST_MS) }, (_, at) => ({
      fromMs: fromMs + at * MOST_MS,
      toMs: Math.min(toMs, fromMs + (at + 1) * MOST_MS),
    })),
  );
