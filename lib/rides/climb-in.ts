import type { Source } from "@/lib/domain/packet";
import { COUNTS_FROM_M, climbOf } from "./climb";
import { firstFrom, GAP_MS, type Sample } from "./sample";

/** What one altimeter tells at a moment, ms since epoch: metres. */
interface Word {
  readonly timeMs: number;
  readonly altitudeM: number;
}
/** A running median of five believes at its end what is told so often. */
const BELIEVED_FROM = 3;

/** Words of one altimeter, in order; never none. */
type Altimeter = readonly Word[];

/**
 * Metres climbed on a ride, by each altimeter over its own runs: two of them differ by what no bike climbs where one takes the
 * other's place. Where one is silent for more than a minute, the next one tells of all the silence if that climbs at least as
 * much in it as the first is higher afterwards; else the first one's run goes on.
 * @param samples of both sources, in order. @param first whose altimeters come first; then those of more words.
 * @returns null where no altimeter tells two altitudes in one run.
 */
export function climbIn(samples: readonly Sample[], first: Source): number | null {
  const altimeters = new Map<string, { readonly isFirst: boolean; readonly words: Word[] }>();
  for (const { timeMs, altitudeM, source, reportedAs } of samples) {
    if (altitudeM === null) continue;
    const key = `${source} ${reportedAs}`;
    const altimeter = altimeters.get(key) ?? { isFirst: source === first, words: [] };
    altimeter.words.push({ timeMs, altitudeM });
    altimeters.set(key, altimeter);
  }
  const inTurn = [...altimeters.values()].sort(
    (a, b) => Number(b.isFirst) - Number(a.isFirst) || b.words.length - a.words.length,
  );
  const climbed = climbedBy(inTurn.map(({ words }) => words));
  return climbed === null ? null : Math.round(climbed);
}

function climbedBy([own, ...others]: readonly Altimeter[]): number | null {
  if (!own) return null;
  const climbs: number[] = [];
  let run: Word[] = [];
  const end = () => {
    if (run.length > 1) climbs.push(climbOf(run.map(({ altitudeM }) => altitudeM)));
    run = [];
  };
  for (const [at, word] of [...own, null].entries()) {
    const before = own[at - 1];
    const [fromMs, toMs] = [
      before?.timeMs ?? Number.NEGATIVE_INFINITY,
      word?.timeMs ?? Number.POSITIVE_INFINITY,
    ];
    if (toMs - fromMs > GAP_MS) {
      const between = climbedBy(others.flatMap((other) => partOf(other, fromMs, toMs)));
      const rise = before && word ? word.altitudeM - before.altitudeM : 0;
      if (between !== null && between >= rise - COUNTS_FROM_M) {
        end();
        climbs.push(between);
      } else if (between !== null && before && word) run.push(...believed(before), ...believed(word));
    }
    if (word) run.push(word);
  }
  end();
  return climbs.length === 0 ? null : climbs.reduce((sum, climb) => sum + climb, 0);
}

/** What an altimeter tells strictly between two moments, and on straight lines at these; none where it is silent there. */
function partOf(words: Altimeter, fromMs: number, toMs: number): Altimeter[] {
  const inner = words.slice(firstFrom(words, fromMs + 1), firstFrom(words, toMs));
  if (inner.length === 0) return [];
  return [[wordsAt(words, fromMs), inner, wordsAt(words, toMs)].flat()];
}

/** None where it lies between no two words. */
function wordsAt(words: Altimeter, atMs: number): Word[] {
  const after = firstFrom(words, atMs);
  const [from, to] = [words[after - 1], words[after]];
  if (!from || !to) return [];
  const share = (atMs - from.timeMs) / (to.timeMs - from.timeMs);
  const altitudeM = from.altitudeM + (to.altitudeM - from.altitudeM) * share;
  return believed({ timeMs: atMs, altitudeM });
}

/** As often as it takes that a running median does not leave it out as wrong. */
const believed = (word: Word): Word[] => new Array<Word>(BELIEVED_FROM).fill(word);
