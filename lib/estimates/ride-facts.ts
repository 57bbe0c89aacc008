import type { ConsentedRide } from "@/lib/domain/consented-ride";

/** What an estimate learns from one ride; null for what nothing tells. */
export interface RideFacts {
  readonly km: number;
  readonly movingS: number;
  readonly climbM: number | null;
  /** Drawn from the battery over the whole ride. */
  readonly energyWh: number | null;
  readonly ambientC: number | null;
  /** By how much the charge fell, % of the battery; null where it was not told, or rose. */
  readonly fallPct: number | null;
}

/** The fields of a ride, of whichever index, that facts are made of. */
export type MeasuredRide = Pick<
  ConsentedRide,
  | "distance_m"
  | "moving_s"
  | "climb_m"
  | "energy_wh"
  | "energy_s"
  | "ambient_mean_c"
  | "start_pct"
  | "end_pct"
  | "data_share"
>;

/** Shorter rides are pushed, parked and tried out. */
const LEAST_KM = 0.5;
const LEAST_DATA_SHARE = 0.8;
/** Of the moving time in which voltage and current were told. */
const LEAST_ENERGY_SHARE = 0.8;
const [SLOWEST_KMH, FASTEST_KMH] = [3, 60];

/** A ride as estimates learn from it; null for one that is too short, told in parts only, or faster or slower than a bike rides. */
export function factsOf(ride: MeasuredRide): RideFacts | null {
  const km = ride.distance_m / 1_000;
  const kmh = km / (ride.moving_s / 3_600);
  if (km < LEAST_KM || ride.data_share < LEAST_DATA_SHARE) return null;
  if (!(kmh >= SLOWEST_KMH && kmh <= FASTEST_KMH)) return null;
  const fall = ride.start_pct === null || ride.end_pct === null ? null : ride.start_pct - ride.end_pct;
  return {
    km,
    movingS: ride.moving_s,
    climbM: ride.climb_m,
    energyWh: energyOf(ride),
    ambientC: ride.ambient_mean_c,
    fallPct: fall === null || fall < 0 ? null : fall,
  };
}

/** Null where too little of the ride was measured, or nothing was drawn. */
const energyOf = ({ energy_wh, energy_s, moving_s }: MeasuredRide): number | null =>
  energy_wh === null || energy_wh <= 0 || energy_s < LEAST_ENERGY_SHARE * moving_s ? null : energy_wh;

/** A ride that a model learns from, and what is known of it. */
export type LearnedRide = MeasuredRide & Pick<ConsentedRide, "rider" | "bike" | "model_id" | "start">;
export interface KnownRide extends Pick<LearnedRide, "rider" | "bike" | "model_id" | "start"> {
  readonly facts: RideFacts;
}
