import { GAP_MS, type Sample } from "./sample";

/** A quantity from one moment, ms since epoch, to another at most a minute later: it goes evenly from one value to the other. */
export interface Piece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: number;
  readonly to: number;
}

/** A quantity over time, and the time over which it was measured. */
export interface OverTime {
  /** Unit of the quantity, times ms. */
  readonly sum: number;
  readonly ms: number;
}

/** What samples measure, in order and without overlap, between those at most a minute apart that tell it. */
export function piecesOf(samples: readonly Sample[], measure: (sample: Sample) => number | null): Piece[] {
  const pieces: Piece[] = [];
  let before: { readonly timeMs: number; readonly value: number } | null = null;
  for (const sample of samples) {
    const value = measure(sample);
    if (value === null) continue;
    const { timeMs } = sample;
    if (before !== null && timeMs > before.timeMs && timeMs - before.timeMs <= GAP_MS)
      pieces.push({ fromMs: before.timeMs, toMs: timeMs, from: before.value, to: value });
    before = { timeMs, value };
  }
  return pieces;
}

/** Integral over time (trapezoidal rule: W. H. Press et al., Numerical Recipes, 2007, § 4.1) of what lies between two moments, ms since epoch; of everything without them. */
export function integralOf(
  pieces: readonly Piece[],
  fromMs = Number.NEGATIVE_INFINITY,
  toMs = Number.POSITIVE_INFINITY,
): OverTime {
  let [sum, ms] = [0, 0];
  for (let at = firstAfter(pieces, fromMs); at < pieces.length; at++) {
    const piece = pieces[at];
    if (!piece || piece.fromMs >= toMs) break;
    const [begin, end] = [Math.max(piece.fromMs, fromMs), Math.min(piece.toMs, toMs)];
    sum += ((valueAt(piece, begin) + valueAt(piece, end)) / 2) * (end - begin);
    ms += end - begin;
  }
  return { sum, ms };
}

const valueAt = ({ fromMs, toMs, from, to }: Piece, atMs: number): number =>
  from + ((to - from) * (atMs - fromMs)) / (toMs - fromMs);

/** Index of the first piece that ends after a moment. */
function firstAfter(pieces: readonly Piece[], atMs: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.toMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Least, greatest and mean of what samples tell; null where none does. */
export function spreadOf(
  samples: readonly Sample[],
  measure: (sample: Sample) => number | null,
): { readonly least: number; readonly greatest: number; readonly mean: number } | null {
  const values = samples.flatMap((sample) => measure(sample) ?? []);
  if (values.length === 0) return null;
  let [least, greatest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
  }
  return { least, greatest, mean: sum / values.length };
}
