import type { EstimateTerm, RangeModel } from "@/lib/domain/range-model";
import { type Known, knowBike } from "./know-bike";
import type { RideFacts } from "./ride-facts";
import { meanOf } from "./sums";

/** All that estimates of one bike are made of. */
export interface BikeBasis {
  /** The model of the fleet, and of which time it is; null where none is published. */
  readonly model: { readonly learned: RangeModel; readonly publishedAtMs: number } | null;
  /** Of the bike's kind; null for a bike that nobody registered. */
  readonly modelId: string | null;
  /** Of the newest of its rider. */
  readonly rides: readonly RideFacts[];
  /** Newest charge, %, and when it was measured. */
  readonly charge: { readonly pct: number; readonly atMs: number } | null;
  /** Of the battery when it was new; null where it is not known. */
  readonly capacityWh: number | null;
  readonly healthPct: number | null;
  readonly ambientC: number | null;
}

/** Of a ride, where the bike has none of its own. */
const USUAL_KM = 5;

export const knownUnder = (basis: BikeBasis, term: EstimateTerm): Known | null =>
  knowBike(term, basis.model?.learned.terms[term] ?? null, basis.modelId, basis.rides);

export const usualKm = ({ rides }: BikeBasis): number =>
  rides.length === 0 ? USUAL_KM : meanOf(rides, ({ km }) => km);

/** Metres that the bike usually climbs per kilometre; the fleet's where its rides do not tell, null where nothing does. */
export function usualClimb({ rides, model }: BikeBasis): number | null {
  const told = rides.filter(({ climbM }) => climbM !== null);
  if (told.length === 0) return model?.learned.climb_per_km ?? null;
  return meanOf(told, ({ climbM }) => climbM ?? 0) / meanOf(told, ({ km }) => km);
}
