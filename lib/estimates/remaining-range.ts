import { ofTheWay, spreadAt } from "./amounts";
import type { PerCent } from "./battery-content";
import { around, type Interval, reachOf } from "./foresee";
import type { Known } from "./know-bike";

/**
 * Kilometres until the battery is empty, ridden as the bike is ridden: the median and 80 % interval of charge over what a
 * kilometre takes. A range is many rides, and what they differ by evens out to their mean, which is above the median of one:
 * the sum of log-normal amounts is taken as log-normal with their mean and variance (Fenton 1960).
 * @param known of energy where the climb is not known: what the bike usually climbs is in it.
 * @param usualKm of one ride.
 */
export function remainingRange(
  known: Known,
  perCent: PerCent,
  now: { readonly chargePct: number; readonly ambientC: number | null },
  usualKm: number,
): Interval {
  if (now.chargePct <= 0) return { value: 0, low: 0, high: 0 };
  const takes = known.mean + ofTheWay(known.way, { km: 1, climbM: null, ambientC: now.ambientC });
  const most = Math.log(perCent.wh * now.chargePct) - takes;
  const ofOne = spreadAt(known.spread, usualKm);
  const rides = Math.max(1, Math.exp(most) / usualKm);
  const ofAll = Math.log1p(Math.expm1(ofOne) / rides);
  const middle = most - (ofOne - ofAll) / 2;
  // What was calibrated are single rides: sums of many are nearer to normal, and their intervals never narrower.
  const sums = { ...known, reach: Math.max(1, known.reach) };
  return around(middle, reachOf(sums, known.variance + perCent.variance + ofAll));
}
