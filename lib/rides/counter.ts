import type { Source } from "@/lib/domain/packet";
import { channel } from "./channel";
import type { Stretch } from "./find-stretches";
import { firstFrom, GAP_MS, type Sample } from "./sample";
import { reachM } from "./way";

/** What a counter of the bike said at a moment, ms since epoch: which one, its source and the id that it was reported under say. */
interface Word {
  readonly timeMs: number;
  readonly odometerM: number;
  readonly source: Source;
  readonly reportedAs: string;
}
/** In order of time; the phone's words are in gaps of the module's only. */
export type Counter = readonly Word[];

/** A piece of way at most a minute long. */
export interface WayPiece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly metres: number;
}

/** A counter's distance over a gap is taken down to this share of the straight line: both are rounded. */
const LEAST_OF_STRAIGHT = 0.9;

export const counterOf = (stretch: Stretch, all: readonly Sample[]): Counter =>
  channel(stretch, all, ({ odometerM }) => odometerM).flatMap(wordOf);

const wordOf = ({ timeMs, odometerM, source, reportedAs }: Sample): Word[] =>
  odometerM === null ? [] : [{ timeMs, odometerM, source, reportedAs }];

/**
 * Metres from a source's first word to its last: of the one whose words are further apart, the module where they are even. Null
 * where none has two that are of one counter and fit the time.
 */
export function metresCounted(all: readonly Sample[]): number | null {
  const [most] = (["iot", "app"] as const)
    .flatMap((source) => {
      const words = all.filter((sample) => sample.source === source).flatMap(wordOf);
      const [from, to] = [words[0], words.at(-1)];
      const metres = byCounter(from, to);
      return metres === null || !from || !to ? [] : [{ metres, ms: to.timeMs - from.timeMs }];
    })
    .sort((a, b) => b.ms - a.ms);
  return most?.metres ?? null;
}

/** Whether two words are of one counter. */
export const isOfOne = (a: Word, b: Word | undefined): boolean =>
  a.source === b?.source && a.reportedAs === b.reportedAs;

/** Metres between two words; null where they are of two counters, or do not fit the straight line and the time. */
export function byCounter(from: Word | undefined, to: Word | undefined, straight = 0): number | null {
  if (!from || !to || from === to || !isOfOne(from, to)) return null;
  const metres = to.odometerM - from.odometerM;
  return metres >= straight * LEAST_OF_STRAIGHT && metres <= reachM(to.timeMs - from.timeMs) ? metres : null;
}

/**
 * What the counter said from one moment to another: at these, if need be, on the straight line between two words at most a
 * minute apart.
 */
export function wordsBetween(counter: Counter, fromMs: number, toMs: number): Word[] {
  const inner = counter.slice(firstFrom(counter, fromMs + 1), firstFrom(counter, toMs));
  return [wordAt(counter, fromMs) ?? [], inner, wordAt(counter, toMs) ?? []].flat();
}

/** Pieces between words at most a minute apart, without those that no bike rides in the time. */
export const piecesBetween = (words: readonly Word[]): WayPiece[] =>
  words.flatMap((to, at): WayPiece[] => {
    const from = words[at - 1];
    const metres = byCounter(from, to);
    if (!from || metres === null || to.timeMs - from.timeMs > GAP_MS) return [];
    return [{ fromMs: from.timeMs, toMs: to.timeMs, metres }];
  });

/** Words that none of the same counter belies: none before it tells more, and none after it less. */
export function unbelied(words: Counter): Word[] {
  const fromBelow = new Set(notLess(words, ({ odometerM }) => odometerM));
  const fromAbove = new Set(notLess(words.toReversed(), ({ odometerM }) => -odometerM));
  return words.filter((word) => fromBelow.has(word) && fromAbove.has(word));
}

/** Those whose value is not less than that of one before. */
function notLess(words: Counter, toldBy: (word: Word) => number): Word[] {
  const most = new Map<string, number>();
  return words.filter((word) => {
    const counter = `${word.source} ${word.reportedAs}`;
    const [before, value] = [most.get(counter) ?? Number.NEGATIVE_INFINITY, toldBy(word)];
    most.set(counter, Math.max(before, value));
    return value >= before;
  });
}

function wordAt(counter: Counter, atMs: number): Word | null {
  const after = firstFrom(counter, atMs);
  const [from, to] = [counter[after - 1], counter[after]];
  if (to?.timeMs === atMs) return to;
  const metres = byCounter(from, to);
  if (!from || !to || metres === null || to.timeMs - from.timeMs > GAP_MS) return null;
  const share = (atMs - from.timeMs) / (to.timeMs - from.timeMs);
  return { ...from, timeMs: atMs, odometerM: from.odometerM + metres * share };
}
