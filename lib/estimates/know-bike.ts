import type { EstimateTerm, RangeTerm } from "@/lib/domain/range-model";
import { amountOf, ofTheWay, spreadAt } from "./amounts";
import type { RideFacts } from "./ride-facts";
import { sumOf } from "./sums";

/** How much rides differ is believed as if it had been seen in so many: few, so that a bike unlike others soon counts as it is. */
const SPREAD_RIDES = 4;
/** Without a model a bike is known by its own rides alone, from so many on. */
export const LEAST_OWN_RIDES = 5;
/**
 * Without a model: metres of flat way that a metre of climb costs as much as, and by how many kilometres a way has to be
 * longer for its rides to differ half as much. Both are what simulated fleets teach.
 */
const NO_MODEL: Readonly<Record<EstimateTerm, { readonly climb: number; readonly shorter: number }>> = {
  energy: { climb: 60, shorter: 0.5 },
  energy_unknown_climb: { climb: 0, shorter: 0.5 },
  time: { climb: 8, shorter: 5 },
  time_unknown_climb: { climb: 0, shorter: 5 },
};
const LEAST_SPREAD = 0.0004;

/** What is known of one bike under one term. */
export interface Known {
  /** The term as it holds for this bike. */
  readonly way: Pick<RangeTerm, "flat_per_climb" | "cold" | "mean_cold">;
  /** Logarithm of the amount per kilometre of its own flat way, and the variance of that. */
  readonly mean: number;
  readonly variance: number;
  /** Variance between its rides, by how much more or less they differ than those of others, and as how many rides it is known. */
  readonly spread: Pick<RangeTerm, "spread" | "spread_km">;
  readonly freedom: number;
  /** By how much intervals have to be wider or narrower than they would be if logarithms were distributed normally. */
  readonly reach: number;
  /** Own rides that it is known by. */
  readonly rides: number;
}

/**
 * What is known of a bike: the mean of its own rides, shrunk to its model's by how much bikes differ and how few its rides
 * are (normal-normal; Efron and Morris 1975), and the spread of its rides, shrunk likewise (scaled inverse chi-squared;
 * Gelman et al. 2013, §2.6).
 * @param term null where no model was learned.
 * @returns null where there is neither a model nor enough rides.
 */
export function knowBike(
  name: EstimateTerm,
  term: RangeTerm | null,
  modelId: string | null,
  rides: readonly RideFacts[],
): Known | null {
  const own = rides.flatMap((ride) => {
    const amount = amountOf(name, ride);
    return amount === null ? [] : [{ ride, perKm: Math.log(amount / ride.km) }];
  });
  if (term === null) return knowAlone(name, own);
  const left = own.map(({ ride, perKm }) => ({ km: ride.km, value: perKm - ofTheWay(term, ride) }));
  const model = modelId === null ? undefined : term.models[modelId];
  const prior = term.level + (model?.offset ?? 0);
  const between = model?.between ?? term.between;
  // Rides of one bike share days and habits: how much they differ is judged around their own mean, not around the model's.
  const precision = sumOf(left, ({ km }) => 1 / spreadAt(term, km));
  const ownMean =
    precision === 0 ? 0 : sumOf(left, ({ km, value }) => value / spreadAt(term, km)) / precision;
  const departed = sumOf(left, ({ km, value }) => (value - ownMean) ** 2 / spreadAt(term, km));
  const freedom = SPREAD_RIDES + Math.max(0, left.length - 1);
  const scale = (SPREAD_RIDES + departed) / freedom;
  const told = precision / scale;
  const variance = 1 / (1 / between + told);
  return {
    way: term,
    mean: variance * (prior / between + ownMean * told),
    variance,
    spread: { spread: term.spread * scale, spread_km: term.spread_km * scale },
    freedom,
    reach: term.reach,
    rides: left.length,
  };
}

function knowAlone(
  name: EstimateTerm,
  own: readonly { readonly ride: RideFacts; readonly perKm: number }[],
): Known | null {
  if (own.length < LEAST_OWN_RIDES) return null;
  const { climb, shorter } = NO_MODEL[name];
  const way = { flat_per_climb: climb, cold: 0, mean_cold: 0 };
  const left = own.map(({ ride, perKm }) => ({
    weight: 1 / (1 + shorter / ride.km),
    value: perKm - ofTheWay(way, ride),
  }));
  const weight = sumOf(left, (one) => one.weight);
  const mean = sumOf(left, (one) => one.weight * one.value) / weight;
  const freedom = left.length - 1;
  const departed = sumOf(left, (one) => one.weight * (one.value - mean) ** 2);
  const spread = Math.max(LEAST_SPREAD, departed / freedom);
  return {
    ...{ way, mean, variance: spread / weight, spread: { spread, spread_km: spread * shorter } },
    ...{ freedom, reach: 1, rides: left.length },
  };
}
