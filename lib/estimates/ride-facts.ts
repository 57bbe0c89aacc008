import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { energyOfPart, energyOfRide, measuredPart, type WithPart } from "@/lib/domain/measured-part";

/** What an estimate learns from one ride, of the part of its way that was measured; null for what nothing tells. */
export interface RideFacts {
  readonly km: number;
  readonly movingS: number;
  readonly climbM: number | null;
  /** Drawn from the battery on these kilometres. */
  readonly energyWh: number | null;
  /** Drawn from the battery over the whole ride. */
  readonly drawnWh: number | null;
  readonly ambientC: number | null;
  /** By how much the charge fell, % of the battery; null where it was not told, or rose. */
  readonly fallPct: number | null;
}

/** The fields of a ride, of whichever index, that facts are made of. */
export type MeasuredRide = WithPart &
  Pick<ConsentedRide, "climb_m" | "ambient_mean_c" | "start_pct" | "end_pct" | "data_share">;

/** Shorter rides are pushed, parked and tried out. */
const LEAST_KM = 0.5;
const LEAST_DATA_SHARE = 0.8;
const [SLOWEST_KMH, FASTEST_KMH] = [3, 60];

/** A ride as estimates learn from it; null for one that is too short, told in parts only, or faster or slower than a bike rides. */
export function factsOf(ride: MeasuredRide): RideFacts | null {
  const part = measuredPart(ride);
  const km = part.metres / 1_000;
  const kmh = km / (part.seconds / 3_600);
  if (km < LEAST_KM || ride.data_share < LEAST_DATA_SHARE) return null;
  if (!(kmh >= SLOWEST_KMH && kmh <= FASTEST_KMH)) return null;
  const fall = ride.start_pct === null || ride.end_pct === null ? null : ride.start_pct - ride.end_pct;
  return {
    km,
    movingS: part.seconds,
    // Altitudes are told over gaps too: of these the part has its share.
    climbM: ride.climb_m === null ? null : ride.climb_m * Math.min(1, part.metres / ride.distance_m),
    energyWh: whereDrawn(energyOfPart(part)),
    drawnWh: whereDrawn(energyOfRide(ride)),
    ambientC: ride.ambient_mean_c,
    fallPct: fall === null || fall < 0 ? null : fall,
  };
}

const whereDrawn = (wh: number | null): number | null => (wh === null || wh <= 0 ? null : wh);

/** A ride that a model learns from, and what is known of it. */
export type LearnedRide = MeasuredRide & Pick<ConsentedRide, "rider" | "bike" | "model_id" | "start">;
export interface KnownRide extends Pick<LearnedRide, "rider" | "bike" | "model_id" | "start"> {
  readonly facts: RideFacts;
}
