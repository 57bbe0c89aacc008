import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { RangeModelDocument } from "@/lib/domain/range-model";
import { naivePart } from "./naive-part";

/**
 * What the model that was published when a ride began estimates for its energy, by the words of the records: a flat kilometre
 * takes so much, each metre of climb is so many metres of way more, each 10 °C below 20 °C costs a factor.
 */
export function naiveEstimate(
  models: readonly RangeModelDocument[],
  ride: Omit<ConsentedRide, "purpose">,
): number | null {
  let last: RangeModelDocument | null = null;
  for (const model of models) if (model.published_at <= ride.start) last = model;
  if (last === null) return null;
  const { revision } = last;
  const isLast = models.every((model) => model.revision <= revision);
  if (!isLast && !models.some((model) => model.revision === revision + 1)) return null;
  const { metres, seconds, whOfAll } = naivePart(ride);
  const kilometres = metres / 1_000;
  const speed = metres / seconds / (1_000 / 3_600);
  const isRidden = kilometres >= 0.5 && ride.data_share >= 0.8 && speed >= 3 && speed <= 60;
  const isMeasured = whOfAll !== null && whOfAll > 0;
  const { energy, energy_unknown_climb } = last.model.terms;
  const term = ride.climb_m === null ? energy_unknown_climb : energy;
  if (!isRidden || !isMeasured || term === null) return null;
  const tens = ride.ambient_mean_c === null ? term.mean_cold : Math.max(0, 20 - ride.ambient_mean_c) / 10;
  const ofClimb = metres < ride.distance_m ? metres / ride.distance_m : 1;
  const flat = kilometres + (term.flat_per_climb * (ride.climb_m ?? 0) * ofClimb) / 1_000;
  const offset = term.models[ride.model_id ?? ""]?.offset ?? 0;
  return flat * Math.exp(term.level) * Math.exp(offset) * Math.exp(term.cold) ** tens;
}
