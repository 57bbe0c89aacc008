import { type Stretch, stretchesBySource } from "./find-stretches";
import { APART_MS, type Movement } from "./movement";
import type { Sample } from "./sample";

const DAY_MS = 86_400_000;
/**
 * A reading changes movement up to so long before it (a module that vouches for a phone) and after it (a position that is
 * compared by a module that vouches for a phone), ms.
 */
const REACHES_BACK_MS = APART_MS;
const REACHES_ON_MS = 2 * APART_MS;
/** Whether something is ridden for more than a day, and is cut by days, shows within two. */
const LONGEST_MS = 2 * DAY_MS;

/** From `fromMs` inclusive to `toMs` exclusive, ms since epoch. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** In order, those as one of which one begins less than so long after another ended, ms. */
export function joined(intervals: readonly Interval[], apartMs: number): Interval[] {
  const found: Interval[] = [];
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = found.at(-1);
    if (last && fromMs < last.toMs + apartMs)
      found[found.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    else if (fromMs < toMs) found.push({ fromMs, toMs });
  }
  return found;
}

/** Where rides may have changed, with both ends where no ride goes on; or on which sides more has to be read to say so. */
export type Region =
  | { readonly kind: "whole"; readonly region: Interval }
  | { readonly kind: "more"; readonly before: boolean; readonly after: boolean };

/**
 * The time in which rides may be others after readings of an interval changed. Its ends lie where no ride goes on, whatever
 * moves or stood within reach of the change; in what is ridden on for days, at midnights, by which it is cut.
 * @param read of which `samples` are all. @param changed lies in it.
 */
export function regionOf(
  samples: readonly Sample[],
  movements: readonly Movement[],
  read: Interval,
  changed: Interval,
): Region {
  // Movement near the ends of what was read depends on what was not.
  const sureFromMs = read.fromMs + REACHES_ON_MS;
  const sureToMs = read.toMs - REACHES_BACK_MS;
  const reach = { fromMs: changed.fromMs - REACHES_BACK_MS, toMs: changed.toMs + REACHES_ON_MS };
  const { fromMs, toMs } = riddenAround(reach, stretchesBySource(samples, movements));
  const start =
    fromMs - APART_MS >= sureFromMs
      ? fromMs
      : sureFromMs + APART_MS <= reach.fromMs - LONGEST_MS
        ? midnightBefore(reach.fromMs - DAY_MS)
        : null;
  const end =
    toMs + APART_MS <= sureToMs
      ? toMs
      : sureToMs - APART_MS >= reach.toMs + LONGEST_MS
        ? midnightBefore(reach.toMs + DAY_MS) + DAY_MS
        : null;
  if (start === null || end === null) return { kind: "more", before: start === null, after: end === null };
  return { kind: "whole", region: { fromMs: start, toMs: end } };
}

/**
 * What would be one ride, uncut, if both sources moved all the time within reach: no ride, before the change or after it,
 * goes on across its ends. Where it is longer than two days on one side, so is a ride, as nothing but that reaches so far.
 * @param stretches by their start.
 */
function riddenAround(reach: Interval, stretches: readonly Stretch[]): Interval {
  let { fromMs, toMs } = reach;
  for (const { startMs, endMs } of stretches) {
    if (startMs >= toMs && startMs - (reach.toMs - 1) >= APART_MS) break;
    toMs = Math.max(toMs, endMs + 1);
  }
  for (const { startMs, endMs } of stretches.toSorted((a, b) => b.endMs - a.endMs)) {
    if (endMs < fromMs && reach.fromMs - endMs >= APART_MS) break;
    fromMs = Math.min(fromMs, startMs);
  }
  return { fromMs, toMs };
}

const midnightBefore = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;
