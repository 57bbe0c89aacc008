import type { Source } from "@/lib/domain/packet";
import { APART_MS, type Movement } from "./movement";
import type { Sample } from "./sample";

const DAY_MS = 86_400_000;

/** From the first movement to the last, ms since epoch, both inclusive. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * When a bike was ridden: stretches of movement of either source, those that overlap, directly or through others, as one;
 * one of more than a day is cut at 00:00 UTC.
 * @param samples in order. @param movements one for each.
 */
export function findStretches(samples: readonly Sample[], movements: readonly Movement[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretchesBySource(samples, movements)) {
    const last = joined.at(-1);
    if (last && stretch.startMs <= last.endMs)
      joined[joined.length - 1] = {
        startMs: last.startMs,
        endMs: Math.max(last.endMs, stretch.endMs),
      };
    else joined.push(stretch);
  }
  const moving = samples.flatMap(({ timeMs }, at) => (movements[at] === "moves" ? [timeMs] : []));
  return joined.flatMap((stretch) => cutByDay(stretch, moving));
}

/** The same before what overlaps is one, and before it is cut; by their start. */
export function stretchesBySource(samples: readonly Sample[], movements: readonly Movement[]): Stretch[] {
  const times = (source: Source) =>
    samples.flatMap((sample, at) =>
      sample.source === source && movements[at] === "moves" ? [sample.timeMs] : [],
    );
  return [...stretchesOf(times("iot")), ...stretchesOf(times("app"))].sort(
    (a, b) => a.startMs - b.startMs || a.endMs - b.endMs,
  );
}

/** Times of one source, ascending, less than five minutes apart as one. */
function stretchesOf(times: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  for (const timeMs of times) {
    const last = found.at(-1);
    if (last && timeMs - last.endMs < APART_MS)
      found[found.length - 1] = { startMs: last.startMs, endMs: timeMs };
    else found.push({ startMs: timeMs, endMs: timeMs });
  }
  return found;
}

function cutByDay(stretch: Stretch, moving: readonly number[]): Stretch[] {
  if (stretch.endMs - stretch.startMs <= DAY_MS) return [stretch];
  const byDay = new Map<number, Stretch>();
  for (const timeMs of moving) {
    if (timeMs < stretch.startMs || timeMs > stretch.endMs) continue;
    const day = Math.floor(timeMs / DAY_MS);
    byDay.set(day, { startMs: byDay.get(day)?.startMs ?? timeMs, endMs: timeMs });
  }
  return [...byDay.values()];
}
