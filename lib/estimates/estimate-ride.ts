import type { RangeModel } from "@/lib/domain/range-model";
import { foresee } from "./foresee";
import { knowBike } from "./know-bike";
import { factsOf, type LearnedRide, type MeasuredRide } from "./ride-facts";

export type EstimatedRide = MeasuredRide & Pick<LearnedRide, "model_id">;

/**
 * Energy that a model of the fleet alone estimates for the way of a ride, Wh: of a bike of its model, by distance, temperature
 * and, where it is told, climb. The median; of the bike nothing else is known.
 * @returns null where the model has no such term, and for a ride that models do not learn energy from either.
 */
export function estimateRide(model: RangeModel, ride: EstimatedRide): number | null {
  const facts = factsOf(ride);
  if (facts === null || facts.energyWh === null) return null;
  const term = facts.climbM === null ? "energy_unknown_climb" : "energy";
  const known = knowBike(term, model.terms[term], ride.model_id, []);
  return known && foresee(known, facts).value;
}
