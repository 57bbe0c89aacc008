import {
  byCounter,
  type Counter,
  isOfOne,
  piecesBetween,
  unbelied,
  type WayPiece,
  wordsBetween,
} from "./counter";
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

/** Words in between are computed: sums of what is even differ by less, metres. */
const EVEN_M = 0.001;

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
  return {
    distanceM: lengthOf(located) + lengthOf(gaps),
    unrecordedM: gaps.reduce((total, { unrecordedM }) => total + unrecordedM, 0),
    pieces: [...located, ...gaps.flatMap(({ pieces }) => pieces)].sort((a, b) => a.fromMs - b.fromMs),
  };
}

const lengthOf = (parts: readonly { readonly metres: number }[]): number =>
  parts.reduce((total, { metres }) => total + metres, 0);

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
 * Over a gap between two positions one counter has to tell all of it, and to fit the straight line. Elsewhere what the module's
 * tells counts, and the phone's before and after it.
 */
function counted({ fromMs, toMs, straight }: Gap, counter: Counter) {
  const words = wordsBetween(counter, fromMs, toMs);
  if (straight === null) {
    const spans = spansOf(words).map((span) => told(span, byCounter(span[0], span.at(-1))));
    return {
      metres: lengthOf(spans),
      unrecordedM: 0,
      pieces: spans.flatMap(({ pieces }) => pieces),
    };
  }
  const [first, last] = [words[0], words.at(-1)];
  const metres = byCounter(first, last, straight);
  if (metres === null || first?.timeMs !== fromMs || last?.timeMs !== toMs)
    return { metres: 0, unrecordedM: straight, pieces: [] };
  return { ...told(words, metres), unrecordedM: 0 };
}

/**
 * Way of some words, and its pieces. Where the first and last word do not fit the time (it began anew), those steps that do
 * count. Else the pieces are never more than these two tell: where another counter says more in between, it tells none.
 */
function told(words: Counter, metres: number | null) {
  if (metres === null) {
    const steps = piecesBetween(words);
    return { metres: lengthOf(steps), pieces: steps };
  }
  const pieces = piecesBetween(unbelied(words));
  if (lengthOf(pieces) <= metres + EVEN_M) return { metres, pieces };
  return { metres, pieces: piecesBetween(unbelied(words.filter((word) => isOfOne(word, words[0])))) };
}

/** What the phone's counter said before the module's, from its first word to its last one, and after it. */
function spansOf(words: Counter): Counter[] {
  const byModule = words.map(({ source }) => source === "iot");
  const [from, to] = [byModule.indexOf(true), byModule.lastIndexOf(true) + 1];
  return from < 0 ? [words] : [words.slice(0, from), words.slice(from, to), words.slice(to)];
}
