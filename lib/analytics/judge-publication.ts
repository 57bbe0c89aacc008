import { LEAST_RIDERS } from "@/lib/domain/figures";
import { type CellHistory, isAlike, isFresh, published, type TellsOfCell, takenOut } from "./cell-history";

/**
 * What becomes of a cell: it stands as it was published last (`same`, or `waits` where too few differ), is published as it is
 * now (`whole`), without those who left while what came or changed waits (`without-left`), or is not shown, since what is shown was made
 * by another formula (`hidden`).
 */
export interface Judgement {
  readonly verdict: "same" | "waits" | "whole" | "without-left" | "hidden";
  /** Afterwards. */
  readonly history: CellHistory;
  readonly difference: Difference;
}

/** How many riders came, left and have other rides since the last publication. */
export interface Difference {
  readonly came: number;
  readonly left: number;
  readonly otherwise: number;
}

/**
 * Whether a cell is published as it is now. Whoever combines its publications linearly learns sums over rides. No such sum is
 * of fewer riders than `least`, whatever the factors and whatever is summed, if
 *
 * - a publication brings so many riders who were in none before, each with a ride that was in none (`whole`), or
 * - it brings nobody, changes nothing of who stays, and takes out so many riders with rides that were never taken out before, and of the rides
 *   with which new riders came to each earlier one those of so many were never taken out (`without-left`).
 *
 * For let the sum be Σ yₙ × (publication n − publication n−1). If the last n with yₙ ≠ 0 brings riders, their new rides have the
 * factor yₙ: they were in none before, and what becomes of them later has the factor 0. If it brings nobody, let i be the last
 * with yᵢ ≠ 0 that does: those of its new rides that were never taken out have the factor yᵢ, since all else that changes after it has the factor 0;
 * without any such i those that are taken out for the first time have −yₙ.
 *
 * So late rides of who is known already wait until ten come who are not: a ride that grows, leaves or comes back depends on what was
 * published of it. By another formula the same rides have other amounts: then all must be as it was, or ten riders new.
 *
 * @param now riders that have the cell's amounts.
 */
export function judgePublication(
  history: CellHistory,
  formula: number,
  now: TellsOfCell,
  least: number = LEAST_RIDERS,
): Judgement {
  const difference = differenceOf(history, now);
  const isSame = difference.came + difference.left + difference.otherwise === 0;
  const isFormulaSame = history.publications === 0 || formula === history.formula;
  const told = (verdict: Judgement["verdict"], after = history): Judgement => ({
    verdict,
    history: after,
    difference,
  });
  if (isSame && isFormulaSame) return told("same");
  let fresh = 0;
  for (const [rider, one] of now) if (isFresh(history, rider, one)) fresh++;
  if (isSame || fresh >= least) return told("whole", published(history, formula, now));
  if (!isFormulaSame) return told("hidden");
  // Who stays and has other rides is left out too, as what is gone of them is no more known: not for their own sake.
  if (difference.left < least || difference.otherwise >= least) return told("waits");
  const out = [...history.riders].flatMap(([rider, { standing }]) =>
    standing === null || isAlike(standing, now.get(rider)?.rides) ? [] : [rider],
  );
  return mayBeTakenOut(history, out, least) ? told("without-left", takenOut(history, out)) : told("waits");
}

function mayBeTakenOut(history: CellHistory, out: readonly string[], least: number): boolean {
  const leaving = out.filter((rider) => {
    const seen = history.riders.get(rider);
    return seen?.counts && seen.standing?.some((ride) => history.rides.get(ride)?.wasTakenOut === false);
  });
  if (leaving.length < least) return false;
  const staying = new Map<number, Set<string>>();
  for (const { since, cameWith, wasTakenOut } of takenOut(history, out).rides.values()) {
    const riders = staying.get(since) ?? new Set();
    staying.set(since, riders);
    if (cameWith !== null && !wasTakenOut) riders.add(cameWith);
  }
  return [...staying.values()].every(({ size }) => size >= least);
}

function differenceOf({ riders }: CellHistory, now: TellsOfCell): Difference {
  let [came, left, otherwise] = [0, 0, 0];
  for (const [rider, { rides }] of now) {
    const before = riders.get(rider)?.standing ?? null;
    if (before === null) came++;
    else if (!isAlike(before, rides)) otherwise++;
  }
  for (const [rider, { standing }] of riders) if (standing !== null && !now.has(rider)) left++;
  return { came, left, otherwise };
}
