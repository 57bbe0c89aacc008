import { type FigureCell, LEAST_RIDERS } from "@/lib/domain/figures";
import { type Amount, bikesOf, type Contribution, type Contributions, personsIn, totalOf } from "./cells-of";
import type { Measure } from "./definition";

type Value = FigureCell["values"][number];

/**
 * The values of a cell as they are shown, by measure. One that fewer than `LEAST_RIDERS` riders have is not, nor a part of
 * another of which fewer have the rest; a bin that fewer of them are in is counted in the next one, so that all of it adds up
 * and no bin tells of few.
 */
export function shownValues(measures: readonly Measure[], riders: Contributions): Value[] {
  const all = [...riders.values()];
  const totals = totalOf(all);
  return measures.map((measure, at) => {
    if (measure.kind === "distinct") return personsIn(all) < LEAST_RIDERS ? null : bikesOf(all);
    const total = totals[at] ?? null;
    if (
      total === null ||
      personsIn(all.filter(({ amounts }) => (amounts[at] ?? null) !== null)) < LEAST_RIDERS
    )
      return null;
    if (measure.kind === "sum") return Number((Number(total) * measure.step).toFixed(6));
    return typeof total === "number" ? null : foldedBins(total, ridersByBin(all, at));
  });
}

/** The persons that each bin has, as positions in a list. */
const ridersByBin = (all: readonly Contribution[], at: number): ReadonlySet<number>[] => {
  const found: Set<number>[] = [];
  for (const [rider, { amounts, regranted }] of all.entries())
    for (const [bin, amount] of binsOf(amounts[at] ?? null)) {
      if (amount === 0 || regranted) continue;
      const riders = found[bin] ?? new Set<number>();
      found[bin] = riders.add(rider);
    }
  return found;
};

const binsOf = (amount: Amount): [number, number][] =>
  amount === null || typeof amount === "number" ? [] : [...amount.entries()];

/** From the left, bins are put together until enough riders are in; each lot is shown in its bin of most riders. */
function foldedBins(amounts: readonly number[], riders: readonly ReadonlySet<number>[]): number[] | null {
  const lots: { bins: number[]; riders: Set<number> }[] = [];
  for (const bin of amounts.keys()) {
    const last = lots.at(-1);
    const own = riders[bin] ?? new Set<number>();
    if (last && last.riders.size < LEAST_RIDERS) {
      last.bins.push(bin);
      for (const rider of own) last.riders.add(rider);
    } else lots.push({ bins: [bin], riders: new Set(own) });
  }
  const tail = lots.at(-1);
  if (tail && tail.riders.size < LEAST_RIDERS) {
    const before = lots.at(-2);
    if (!before) return null;
    before.bins.push(...tail.bins);
    lots.pop();
  }
  const shown = amounts.map(() => 0);
  for (const { bins } of lots) {
    const place = bins.reduce((best, bin) =>
      (riders[bin]?.size ?? 0) > (riders[best]?.size ?? 0) ? bin : best,
    );
    shown[place] = bins.reduce((sum, bin) => sum + (amounts[bin] ?? 0), 0);
  }
  return shown;
}
