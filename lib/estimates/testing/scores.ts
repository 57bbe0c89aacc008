import type { Interval } from "../foresee";

/** How estimates of held-out rides did. */
export interface Score {
  readonly rides: number;
  /** Share of them in which the interval held. */
  readonly holds: number;
  readonly medianError: number;
  /** Of the fleet's mean instead. */
  readonly medianErrorOfMean: number;
}
export interface Foreseen {
  readonly estimate: Interval;
  readonly byMean: number;
  readonly truth: number;
}

export function scoreOf(foreseen: readonly Foreseen[]): Score {
  const held = foreseen.filter(({ estimate: { low, high }, truth }) => low <= truth && truth <= high);
  return {
    rides: foreseen.length,
    holds: Math.round((held.length / foreseen.length) * 1_000) / 1_000,
    medianError: medianOf(foreseen.map(({ estimate, truth }) => Math.abs(estimate.value - truth))),
    medianErrorOfMean: medianOf(foreseen.map(({ byMean, truth }) => Math.abs(byMean - truth))),
  };
}

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return Math.round((ordered[Math.floor(ordered.length / 2)] ?? Number.NaN) * 100) / 100;
}
