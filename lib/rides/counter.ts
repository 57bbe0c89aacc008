import { channel } from "./channel";
import { firstFrom, GAP_MS, type Sample } from "./sample";
import { reachM } from "./way";

/** What the bike's own counter said at a moment, ms since epoch, and the id that it was reported under. */
interface Word {
  readonly timeMs: number;
  readonly odometerM: number;
  readonly reportedAs: string;
}
/** In order of time, of one source. */
export type Counter = readonly Word[];

/** A piece of way at most a minute long. */
export interface WayPiece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly metres: number;
}

/** A counter's distance over a gap is taken down to this share of the straight line: both are rounded. */
const LEAST_OF_STRAIGHT = 0.9;

export const counterOf = (all: readonly Sample[]): Counter =>
  channel(all, ({ odometerM }) => odometerM).map(({ timeMs, odometerM, reportedAs }) => ({
    timeMs,
    odometerM: odometerM ?? 0,
    reportedAs,
  }));

/** Metres between two words; null where they are of two counters, or do not fit the straight line and the time. */
export function byCounter(from: Word | undefined, to: Word | undefined, straight = 0): number | null {
  if (!from || !to || from === to || from.reportedAs !== to.reportedAs) return null;
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

function wordAt(counter: Counter, atMs: number): Word | null {
  const after = firstFrom(counter, atMs);
  const [from, to] = [counter[after - 1], counter[after]];
  if (to?.timeMs === atMs) return to;
  const metres = byCounter(from, to);
  if (!from || !to || metres === null || to.timeMs - from.timeMs > GAP_MS) return null;
  const share = (atMs - from.timeMs) / (to.timeMs - from.timeMs);
  return { timeMs: atMs, odometerM: from.odometerM + metres * share, reportedAs: from.reportedAs };
}
