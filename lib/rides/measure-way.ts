import { byCounter, type Counter, piecesBetween, type WayPiece, wordsBetween } from "./counter";
import type { Stretch } from "./find-stretches";
import { isRidden, type Leg } from "./way";

/** How long a ride's way is. */
export interface MeasuredWay {
  /** Between positions, and by the counter where there are none. */
  readonly distanceM: number;
  /** As the crow flies over gaps of which nothing tells the way. */
  readonly unrecordedM: number;
  /** What of it was measured step by step, in order and without overlap; where the bike stands, pieces of no length. */
  readonly pieces: readonly WayPiece[];
}

interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** Metres from the position before to the one after; null where one of them is missing or is not believed. */
  readonly straight: number | null;
}

/** @param legs between the positions of a ride; before the first, after the last and in gaps the counter tells. */
export function measureWay(stretch: Stretch, legs: readonly Leg[], counter: Counter): MeasuredWay {
  const located = legs
    .filter(({ isGap }) => !isGap)
    .map((leg) => ({ ...timesOf(leg), metres: isRidden(leg) ? leg.metres : 0 }));
  const gaps = gapsIn(stretch, legs).map((gap) => counted(gap, counter));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    distanceM: sum(located.map(({ metres }) => metres)) + sum(gaps.map(({ metres }) => metres)),
    unrecordedM: sum(gaps.map(({ unrecordedM }) => unrecordedM)),
    pieces: [...located, ...gaps.flatMap(({ pieces }) => pieces)].sort((a, b) => a.fromMs - b.fromMs),
  };
}

const timesOf = ({ from, to }: Leg) => ({ fromMs: from.sample.timeMs, toMs: to.sample.timeMs });

/** All of the ride's time that does not lie between two positions at most a minute apart. */
function gapsIn({ startMs, endMs }: Stretch, legs: readonly Leg[]): Gap[] {
  const gaps: Gap[] = [];
  let toldMs = startMs;
  for (const leg of legs) {
    const { fromMs, toMs } = timesOf(leg);
    if (fromMs > toldMs) gaps.push({ fromMs: toldMs, toMs: fromMs, straight: null });
    if (leg.isGap) gaps.push({ fromMs, toMs, straight: leg.metres });
    toldMs = toMs;
  }
  if (endMs > toldMs) gaps.push({ fromMs: toldMs, toMs: endMs, straight: null });
  return gaps;
}

/**
 * Over a gap between two positions the counter has to tell all of it, and to fit the straight line. Elsewhere what it tells
 * counts, and where its first and last word do not fit the time (it began anew), those of its steps that do.
 */
function counted({ fromMs, toMs, straight }: Gap, counter: Counter) {
  const words = wordsBetween(counter, fromMs, toMs);
  const [first, last] = [words[0], words.at(-1)];
  const metres = byCounter(first, last, straight ?? 0);
  const pieces = piecesBetween(words);
  if (straight === null) {
    const bySteps = pieces.reduce((total, piece) => total + piece.metres, 0);
    return { metres: metres ?? bySteps, unrecordedM: 0, pieces };
  }
  if (metres === null || first?.timeMs !== fromMs || last?.timeMs !== toMs)
    return { metres: 0, unrecordedM: straight, pieces: [] };
  return { metres, unrecordedM: 0, pieces };
}
