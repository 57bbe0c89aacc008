import type { Source } from "@/lib/domain/packet";
import { type Counter, metresOf, piecesBetween, spansOf, type WayPiece, wordsBetween } from "./counter";
import type { Stretch } from "./find-stretches";
import { isRidden, type Leg, reachM } from "./way";

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
/** A counter's distance over a gap is taken down to this share of the straight line: both are rounded. */
const LEAST_OF_STRAIGHT = 0.9;

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
 * Over a gap between two positions one source's counter has to tell all of it, and to fit the straight line and the time.
 * Elsewhere what the module's tells counts, and the phone's before, between and after its runs.
 */
function counted({ fromMs, toMs, straight }: Gap, counter: Counter) {
  const words = wordsBetween(counter, fromMs, toMs);
  if (straight === null) return { ...told(words, "iot"), unrecordedM: 0 };
  const [first, last] = [words[0], words.at(-1)];
  if (first?.timeMs === fromMs && last?.timeMs === toMs && first.source === last.source) {
    const way = told(words, first.source);
    if (way.metres >= straight * LEAST_OF_STRAIGHT && way.metres <= reachM(toMs - fromMs))
      return { ...way, unrecordedM: 0 };
  }
  return { metres: 0, unrecordedM: straight, pieces: [] };
}

/** Way by words, whose source's runs count whole, and its pieces. @param source whose. */
function told(words: Counter, source: Source) {
  const spans = spansOf(words, source).map(ofSpan);
  return { metres: lengthOf(spans), pieces: spans.flatMap(({ pieces }) => pieces) };
}

/** The pieces are never more than its run tells: where the other source says more in its silences, that tells none. */
function ofSpan(words: Counter) {
  const own = words.filter(({ run }) => run === words[0]?.run);
  const [metres, pieces] = [metresOf(own), piecesBetween(words)];
  return { metres, pieces: lengthOf(pieces) <= metres + EVEN_M ? pieces : piecesBetween(own) };
}
