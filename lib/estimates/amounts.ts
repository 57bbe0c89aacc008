import type { EstimateTerm, RangeTerm } from "@/lib/domain/range-model";
import type { RideFacts } from "./ride-facts";

/** Batteries and tyres are indifferent to more. */
const WARM_C = 20;

/** Tens of degrees below 20 °C; null where no temperature is known. */
export const coldOf = (ambientC: number | null): number | null =>
  ambientC === null ? null : Math.max(0, WARM_C - ambientC) / 10;

export const knowsClimb = (term: EstimateTerm): boolean => term === "energy" || term === "time";

/** Watt-hours or seconds of a ride, and null where it does not tell them, or not the climb that the term goes by. */
export function amountOf(term: EstimateTerm, ride: RideFacts): number | null {
  if (knowsClimb(term) && ride.climbM === null) return null;
  return term === "energy" || term === "energy_unknown_climb" ? ride.energyWh : ride.movingS;
}

/** A way as a term sees it. */
export interface Way {
  readonly km: number;
  /** Null where it is not known. */
  readonly climbM: number | null;
  readonly ambientC: number | null;
}

/** How many times as much a kilometre costs as a flat one, as a logarithm: ln(1 + metres flat per metre of climb × slope). */
export const climbCost = (flatPerClimb: number, { km, climbM }: Pick<Way, "km" | "climbM">): number =>
  Math.log1p((flatPerClimb * (climbM ?? 0)) / (km * 1_000));

/** Logarithm of the amount per kilometre that is the way's doing, not the bike's. */
export const ofTheWay = (term: Pick<RangeTerm, "flat_per_climb" | "cold" | "mean_cold">, way: Way): number =>
  climbCost(term.flat_per_climb, way) + term.cold * (coldOf(way.ambientC) ?? term.mean_cold);

/** Variance of the logarithm of the amount of one ride of so many kilometres. */
export const spreadAt = (
  { spread, spread_km }: Pick<RangeTerm, "spread" | "spread_km">,
  km: number,
): number => spread + spread_km / km;
