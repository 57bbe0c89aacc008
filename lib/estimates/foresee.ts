import { ofTheWay, spreadAt, type Way } from "./amounts";
import type { Known } from "./know-bike";
import { student90 } from "./student-t";

/** An estimate: in the middle, and between what it lies in 80 of 100 cases. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer say too little of how rare rare rides are; the expansion of the distribution holds from here on. */
const LEAST_FREEDOM = 4;

/**
 * Watt-hours or seconds of a way: median and 80 % interval of the predictive distribution, log-Student-t with the variance
 * of what is not known of the bike and of what rides differ by (Gelman et al. 2013, §3.2).
 */
export function foresee(known: Known, way: Way): Interval {
  const middle = Math.log(way.km) + ofTheWay(known.way, way) + known.mean;
  const variance = known.variance + spreadAt(known.spread, way.km);
  return around(middle, reachOf(known, variance));
}

/** Half the width of the 80 % interval of a logarithm with this variance. */
export const reachOf = ({ freedom, reach }: Known, variance: number): number =>
  reach * student90(Math.max(LEAST_FREEDOM, freedom)) * Math.sqrt(variance);

/** By logarithms: the middle, and how far the ends are from it. */
export const around = (middle: number, reach: number): Interval => ({
  value: Math.exp(middle),
  low: Math.exp(middle - reach),
  high: Math.exp(middle + reach),
});
