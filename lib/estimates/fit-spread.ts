import { sumOf } from "./sums";

/** Two rides of the same bike are never more alike than this. */
const LEAST_SPREAD = 0.0004;

/** What a ride of a bike differs by from the bike's mean, squared and made unbiased. */
export interface Departure {
  readonly km: number;
  readonly squared: number;
}

/**
 * Variance between rides of a bike, as `spread + spread_km / km`: short rides differ more, since traffic lights and starts
 * even out with the way. Least squares of squared departures on 1/km (a variance function after Davidian and Carroll 1987);
 * neither part is negative.
 */
export function fitSpread(departures: readonly Departure[]): { spread: number; spreadKm: number } {
  const count = departures.length;
  if (count === 0) return { spread: LEAST_SPREAD, spreadKm: 0 };
  const x = (one: Departure): number => 1 / one.km;
  const [meanX, meanY] = [sumOf(departures, x) / count, sumOf(departures, (one) => one.squared) / count];
  const xx = sumOf(departures, (one) => (x(one) - meanX) ** 2);
  const xy = sumOf(departures, (one) => (x(one) - meanX) * (one.squared - meanY));
  const steepest = meanY / meanX;
  const spreadKm = xx === 0 ? 0 : Math.min(steepest, Math.max(0, xy / xx));
  return { spread: Math.max(LEAST_SPREAD, meanY - spreadKm * meanX), spreadKm };
}
