import type { Source } from "@/lib/domain/packet";
import type { Stretch } from "./find-stretches";
import { GAP_MS } from "./sample";

/** Who told something, and when, ms since epoch. */
interface Told {
  readonly timeMs: number;
  readonly source: Source;
}

/** Nothing is told before the first word and after the last one, however short that is. */
export const ALWAYS: Stretch = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

/**
 * What one source tells, and the other one strictly inside gaps of that: no two sources tell of the same time. In order.
 * @param told words on one quantity, in order: of another one a source is silent though it speaks.
 * @param within where it begins and ends: less than a minute there is no gap.
 */
export function byTurns<Word>(
  first: Source,
  told: readonly Word[],
  saidBy: (word: Word) => Told,
  within: Stretch = ALWAYS,
): Word[] {
  const own = told.filter((word) => saidBy(word).source === first);
  const bounds = [within.startMs - 1, ...own.map((word) => saidBy(word).timeMs), within.endMs + 1];
  let at = 0;
  return told.filter((word) => {
    const { timeMs, source } = saidBy(word);
    if (source === first) return true;
    while ((bounds[at + 1] ?? Number.POSITIVE_INFINITY) <= timeMs) at++;
    const [from, to] = [bounds[at] ?? timeMs, bounds[at + 1] ?? timeMs];
    return from < timeMs && to - from > GAP_MS;
  });
}

/** Whether one source's words lie in gaps of the other one's, longer than a minute at either end too. In order. */
export function areFilled<Word>(
  first: Source,
  words: readonly Word[],
  saidBy: (word: Word) => Told,
): boolean {
  const own = words.map(saidBy).filter(({ source }) => source === first);
  const [from, to] = [own[0]?.timeMs ?? Number.NaN, own.at(-1)?.timeMs ?? Number.NaN];
  const isAtEnd = (timeMs: number) =>
    (timeMs < from && from - timeMs <= GAP_MS) || (timeMs > to && timeMs - to <= GAP_MS);
  return words.map(saidBy).some(({ source, timeMs }) => source !== first && !isAtEnd(timeMs));
}
