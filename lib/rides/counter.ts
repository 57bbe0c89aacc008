import type { Source } from "@/lib/domain/packet";
import { fittingWords } from "./fitting-words";
import { byTurns } from "./in-gaps";
import { firstFrom, GAP_MS, type Sample } from "./sample";
import { reachM } from "./way";

/** What a counter of the bike said at a moment, ms since epoch. */
interface Word {
  readonly timeMs: number;
  readonly odometerM: number;
  readonly source: Source;
  /** Of which run of one counter's words: only these are subtracted from one another. */
  readonly run: number;
}
/** In order of time; the phone's words are in gaps of the module's only. */
export type Counter = readonly Word[];

/** A piece of way at most a minute long. */
export interface WayPiece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly metres: number;
}

/**
 * Runs of a ride's counters, in no order: words of one source under one id that fit one another and the time, two or more.
 * @param all every sample of the ride, of both sources, in order.
 */
export function counterRuns(all: readonly Sample[]): Counter[] {
  const byCounter = new Map<string, Omit<Word, "run">[]>();
  for (const { timeMs, odometerM, source, reportedAs } of all) {
    if (odometerM === null) continue;
    const key = `${source} ${reportedAs}`;
    const words = byCounter.get(key);
    if (words) words.push({ timeMs, odometerM, source });
    else byCounter.set(key, [{ timeMs, odometerM, source }]);
  }
  return [...byCounter.values()]
    .flatMap((words) => fittingWords(words))
    .filter((words) => words.length > 1 && metresOf(words) <= reachM(msOf(words)))
    .map((words, run) => words.map((word) => ({ ...word, run })));
}

export const counterOf = (runs: readonly Counter[]): Counter => {
  const words = runs.flat().sort((a, b) => a.timeMs - b.timeMs || a.run - b.run);
  return byTurns("iot", words, (word) => word);
};

/** Metres that a source's runs come to: of the one whose runs are longer in time, the module where they are even. Null without. */
export function metresCounted(runs: readonly Counter[]): number | null {
  const [most] = (["iot", "app"] as const)
    .map((source) => {
      const own = runs.filter(([word]) => word?.source === source);
      return { ms: sumOf(own.map(msOf)), metres: sumOf(own.map(metresOf)) };
    })
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
  return most?.metres ?? null;
}

/** Metres from the first to the last of some words of one run. */
export const metresOf = (words: readonly Pick<Word, "odometerM">[]): number =>
  (words.at(-1)?.odometerM ?? 0) - (words[0]?.odometerM ?? 0);

const msOf = (words: readonly Pick<Word, "timeMs">[]): number =>
  (words.at(-1)?.timeMs ?? 0) - (words[0]?.timeMs ?? 0);

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * What the counter said from one moment to another: at these, if need be, on the straight line between two words at most a
 * minute apart.
 */
export function wordsBetween(counter: Counter, fromMs: number, toMs: number): Word[] {
  const inner = counter.slice(firstFrom(counter, fromMs + 1), firstFrom(counter, toMs));
  return [wordAt(counter, fromMs) ?? [], inner, wordAt(counter, toMs) ?? []].flat();
}

/**
 * Words in order as spans, each of one run: one of that source's with what the other one told in its silences, or of the other
 * one's what lies between these.
 */
export function spansOf(words: Counter, source: Source): Counter[] {
  const endsMs = new Map<number, number>();
  for (const word of words) if (word.source === source) endsMs.set(word.run, word.timeMs);
  const spans: Word[][] = [];
  for (const word of words) {
    const [span, run] = [spans.at(-1), spans.at(-1)?.[0]?.run ?? -1];
    if (span && (word.run === run || word.timeMs < (endsMs.get(run) ?? Number.NEGATIVE_INFINITY)))
      span.push(word);
    else spans.push([word]);
  }
  return spans;
}

/** Pieces between words of one run at most a minute apart. */
export const piecesBetween = (words: Counter): WayPiece[] =>
  words.flatMap((to, at): WayPiece[] => {
    const from = words[at - 1];
    if (from?.run !== to.run || to.timeMs - from.timeMs > GAP_MS) return [];
    return [{ fromMs: from.timeMs, toMs: to.timeMs, metres: to.odometerM - from.odometerM }];
  });

function wordAt(counter: Counter, atMs: number): Word | null {
  const after = firstFrom(counter, atMs);
  const [from, to] = [counter[after - 1], counter[after]];
  if (to?.timeMs === atMs) return to;
  if (!from || from.run !== to?.run || to.timeMs - from.timeMs > GAP_MS) return null;
  const share = (atMs - from.timeMs) / (to.timeMs - from.timeMs);
  return { ...from, timeMs: atMs, odometerM: from.odometerM + (to.odometerM - from.odometerM) * share };
}
