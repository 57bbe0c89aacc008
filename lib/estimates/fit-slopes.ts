import { byKey } from "@/lib/domain/by-key";
import { climbCost } from "./amounts";
import { meanOf, sumOf } from "./sums";

/** One ride as a term learns from it. */
export interface Row {
  readonly rider: string;
  readonly bike: string;
  readonly model: string | null;
  readonly km: number;
  /** Null where the term goes without. */
  readonly climbM: number | null;
  readonly cold: number | null;
  /** Logarithm of the amount per kilometre. */
  readonly perKm: number;
}

/** A bike with many rides has a say like one with so many. */
const MOST_RIDES_COUNTED = 50;
/** Metres of flat way that a metre of climb may cost as much as. */
const FLAT_PER_CLIMB = [0, 2, 4, 6, 8, 10, 14, 18, 22, 26, 30, 35, 40, 50, 60, 80, 100, 120];
/** What is believed of the effect of cold before any ride: none, give or take 5 % for each 10 °C; in rides of a usual spread. */
const COLD_PRIOR = 20;

export interface Slopes {
  readonly flatPerClimb: number;
  readonly cold: number;
  readonly meanCold: number;
}

/**
 * What climb and cold do to a ride, from the differences between rides of the same bike (least squares with an intercept per
 * bike, "within" estimator: Wooldridge 2010, chapter 10); the effect of climb is the best of a row of values.
 */
export function fitSlopes(rows: readonly Row[], knowsClimb: boolean): Slopes {
  const told = rows.flatMap(({ cold }) => cold ?? []);
  const meanCold = told.length === 0 ? 0 : meanOf(told, (cold) => cold);
  const bikes = [...byKey(rows, ({ bike }) => bike).values()].filter((rides) => rides.length > 1);
  let best = { flatPerClimb: 0, cold: 0, left: Number.POSITIVE_INFINITY };
  for (const flatPerClimb of knowsClimb ? FLAT_PER_CLIMB : [0]) {
    const { cold, left } = fitCold(bikes, flatPerClimb, meanCold);
    if (left < best.left) best = { flatPerClimb, cold, left };
  }
  return { flatPerClimb: best.flatPerClimb, cold: best.cold, meanCold };
}

/** The slope of cold, and what it leaves unexplained. */
function fitCold(bikes: readonly (readonly Row[])[], flatPerClimb: number, meanCold: number) {
  let [xx, xy, yy] = [0, 0, 0];
  for (const rides of bikes) {
    const weight = Math.min(1, MOST_RIDES_COUNTED / rides.length);
    const points = rides.map((ride) => ({
      x: ride.cold ?? meanCold,
      y: ride.perKm - climbCost(flatPerClimb, ride),
    }));
    const [meanX, meanY] = [meanOf(points, ({ x }) => x), meanOf(points, ({ y }) => y)];
    xx += weight * sumOf(points, ({ x }) => (x - meanX) ** 2);
    xy += weight * sumOf(points, ({ x, y }) => (x - meanX) * (y - meanY));
    yy += weight * sumOf(points, ({ y }) => (y - meanY) ** 2);
  }
  const cold = xy / (xx + COLD_PRIOR);
  return { cold, left: yy - 2 * cold * xy + cold * cold * xx };
}
