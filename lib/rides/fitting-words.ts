import { reachM } from "./way";

/** What a counter of the bike said at a moment, ms since epoch. */
interface Said {
  readonly timeMs: number;
  readonly odometerM: number;
}

/** What it costs to let go of a word, and to begin anew: one or two words between others that fit each other were wrong. */
const LETS_GO = 2;
const BEGINS_ANEW = 5;
/** So many words back, at most, is one sought that fits. */
const LOOKS_BACK = 8;
/** Counters may tell whole kilometres only: then so much is ridden since the value before was first told. */
const COARSEST_M = 1_000;

interface Kept {
  /** Of all up to this word, and this one kept. */
  readonly cost: number;
  readonly before: number;
  readonly isAnew: boolean;
}

/**
 * What one counter said, as runs of words that fit one another: none goes back, none goes further than a bike gets in the time.
 * Of all ways to do so the cheapest (dynamic programming, over some words back each): it begins anew seldom, and lets go of few.
 * @param words in order.
 */
export function fittingWords<Word extends Said>(words: readonly Word[]): Word[][] {
  const kept: Kept[] = [];
  let cheapest = -1;
  const sinceMs: number[] = [];
  for (const [at, word] of words.entries()) {
    const last = words[at - 1];
    sinceMs[at] = last?.odometerM === word.odometerM ? (sinceMs[at - 1] ?? word.timeMs) : word.timeMs;
    const costFrom = (before: number) => (kept[before]?.cost ?? 0) + LETS_GO * (at - before - 1);
    let best: Kept = { cost: LETS_GO * at, before: -1, isAnew: true };
    if (cheapest >= 0 && costFrom(cheapest) + BEGINS_ANEW <= best.cost)
      best = { cost: costFrom(cheapest) + BEGINS_ANEW, before: cheapest, isAnew: true };
    for (let before = Math.max(0, at - LOOKS_BACK); before < at; before++) {
      const from = words[before];
      if (from && costFrom(before) <= best.cost && fits(from, word, sinceMs[before] ?? from.timeMs))
        best = { cost: costFrom(before), before, isAnew: false };
    }
    kept.push(best);
    if (cheapest < 0 || best.cost <= costFrom(cheapest) + LETS_GO) cheapest = at;
  }
  return runsTo(cheapest, words, kept);
}

function fits(from: Said, to: Said, sinceMs: number): boolean {
  const metres = to.odometerM - from.odometerM;
  if (metres < 0) return false;
  return metres <= reachM(to.timeMs - (metres <= COARSEST_M ? sinceMs : from.timeMs));
}

/** With what was let go between two runs, before the first and after the last one: of it, too, what fits is a run. */
function runsTo<Word extends Said>(last: number, words: readonly Word[], kept: readonly Kept[]): Word[][] {
  const fromEnd: Word[][][] = [stepwise(words.slice(last + 1))];
  let run: Word[] = [];
  for (let at = last; at >= 0; ) {
    const [word, { before, isAnew }] = [words[at], kept[at] ?? { before: -1, isAnew: true }];
    if (word) run.push(word);
    if (isAnew) {
      fromEnd.push([run.reverse()], stepwise(words.slice(before + 1, at)));
      run = [];
    }
    at = before;
  }
  return fromEnd.reverse().flat();
}

/** Runs of words each of which fits the one before it. */
function stepwise<Word extends Said>(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of words) {
    const last = runs.at(-1)?.at(-1);
    if (last && fits(last, word, last.timeMs)) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}
