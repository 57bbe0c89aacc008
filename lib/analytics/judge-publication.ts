import { LEAST_RIDERS } from "@/lib/domain/figures";
import { type CellHistory, published, type TellsOfCell, takenOut } from "./cell-history";

/**
 * What becomes of a cell: it stands as it was published last (`same`, or `waits` where too few differ), is published as it is
 * now (`whole`), without those who left while what came waits (`without-left`), or not shown, since what is shown was made by
 * another formula (`hidden`).
 */
export interface Judgement {
  readonly verdict: "same" | "waits" | "whole" | "without-left" | "hidden";
  /** Afterwards. */
  readonly history: CellHistory;
  readonly difference: Difference;
}

/** How many riders came, left and contribute otherwise since the last publication. */
export interface Difference {
  readonly came: number;
  readonly left: number;
  readonly otherwise: number;
}

/**
 * Whether a cell is published as it is now. Whoever combines its publications linearly learns sums over contributions. No such sum is
 * of fewer riders than `least`, whatever the factors, if
 *
 * - a publication brings contributions of so many riders that were in none before (`whole`), or
 * - it brings nothing and takes out so many that were never taken out before, and of what each earlier one brought so
 *   many remain that never were (`without-left`).
 *
 * For let the sum be Σ yₙ × (publication n − publication n−1). If the last n with yₙ ≠ 0 brings something, each of its new
 * contributions has the factor yₙ: it was in none before, and what takes it out later has the factor 0. If it brings nothing, let i be the
 * last with yᵢ ≠ 0 that does: those of its new contributions that were never taken out have the factor yᵢ; without any such i
 * those that are taken out for the first time have the factor −yₙ. Each of these has at least `least` riders.
 *
 * Contributions made by another formula are all others, whatever they were: then it is riders that must be the same, or new.
 *
 * @param now riders that have the cell's amounts.
 */
export function judgePublication(
  history: CellHistory,
  formula: number,
  now: TellsOfCell,
  least: number = LEAST_RIDERS,
): Judgement {
  const difference = differenceOf(history.standing, now);
  const { came, left, otherwise } = difference;
  const told = (verdict: Judgement["verdict"], after = history): Judgement => ({
    verdict,
    history: after,
    difference,
  });
  const whole = () => {
    const standing = new Map([...now].map(([rider, { contribution }]) => [rider, contribution]));
    return told("whole", published(history, formula, standing, now.values()));
  };
  const isFirst = history.publications === 0;
  if (!isFirst && formula !== history.formula) {
    const cameNow = [...now].filter(([rider, { counts }]) => counts && !history.standing.has(rider));
    return (came === 0 && left === 0) || cameNow.length >= least ? whole() : told("hidden");
  }
  if (came + left + otherwise === 0) return told("same");
  let fresh = 0;
  for (const { contribution, counts } of now.values()) if (counts && !history.seen.has(contribution)) fresh++;
  if (fresh >= least) return whole();
  const unchanged = [...history.standing].filter(
    ([rider, contribution]) => now.get(rider)?.contribution === contribution,
  );
  const kept = new Set(unchanged.map(([, contribution]) => contribution));
  const out = [...history.standing.values()].filter((contribution) => !kept.has(contribution));
  return mayBeTakenOut(history, out, least)
    ? told("without-left", takenOut(history, new Map(unchanged), out))
    : told("waits");
}

function mayBeTakenOut({ seen }: CellHistory, out: readonly string[], least: number): boolean {
  const neverTakenOut = (contribution: string) => {
    const known = seen.get(contribution);
    return known?.counts === true && !known.wasTakenOut;
  };
  if (out.filter(neverTakenOut).length < least) return false;
  const leaving = new Set(out);
  const remaining = new Map<number, number>();
  for (const [contribution, { since }] of seen)
    remaining.set(
      since,
      (remaining.get(since) ?? 0) + Number(neverTakenOut(contribution) && !leaving.has(contribution)),
    );
  return [...remaining.values()].every((riders) => riders >= least);
}

function differenceOf(standing: ReadonlyMap<string, string>, now: TellsOfCell): Difference {
  let came = 0;
  let otherwise = 0;
  for (const [rider, { contribution }] of now) {
    const before = standing.get(rider);
    if (before === undefined) came++;
    else if (before !== contribution) otherwise++;
  }
  let left = 0;
  for (const rider of standing.keys()) if (!now.has(rider)) left++;
  return { came, left, otherwise };
}
