import type { RideDocument } from "./ride-document";

/** Way, time and energy of one and the same part of a ride: whatever is told of one by another is told by these. */
export interface MeasuredPart {
  readonly metres: number;
  /** In motion on these. */
  readonly seconds: number;
  /** Energy, and the metres of them over which it was measured; null where it was on none. */
  readonly energy: { readonly wh: number; readonly metres: number } | null;
}

type OfRide<Name extends keyof RideDocument> = Pick<RideDocument, Name>;
export type WithPart = OfRide<
  "distance_m" | "moving_s" | "energy_wh" | "energy_s" | "way_m" | "way_s" | "way_wh" | "way_energy_m"
>;

/** Energy over less of the time in motion says nothing of the rest. */
const LEAST_ENERGY_SHARE = 0.8;

/** Share of the time in motion over which energy was measured. */
const energyShare = ({ energy_s, moving_s }: OfRide<"energy_s" | "moving_s">): number =>
  Math.min(1, energy_s / Math.max(1, moving_s));

/** What was measured of a ride step by step; of rides made by earlier rules, who tell no such part, what they come to as a whole. */
export function measuredPart(ride: WithPart): MeasuredPart {
  const { distance_m, moving_s, energy_wh, way_m, way_s, way_wh, way_energy_m } = ride;
  const part =
    way_m === null || way_s === null
      ? { metres: distance_m, seconds: moving_s, wh: energy_wh, energyM: distance_m * energyShare(ride) }
      : { metres: way_m, seconds: way_s, wh: way_wh, energyM: way_energy_m ?? 0 };
  const { metres, seconds, wh, energyM } = part;
  return { metres, seconds, energy: wh === null || energyM <= 0 ? null : { wh, metres: energyM } };
}

/** Energy of all of the part, Wh; null where it was measured over less than four fifths of it. */
export function energyOfPart({ metres, energy }: MeasuredPart): number | null {
  if (energy === null || energy.metres < LEAST_ENERGY_SHARE * metres) return null;
  return (energy.wh * metres) / energy.metres;
}

/** Energy of the whole ride, Wh; null where it was measured over less than four fifths of the time in motion. */
export function energyOfRide(ride: OfRide<"energy_wh" | "energy_s" | "moving_s">): number | null {
  const share = energyShare(ride);
  return ride.energy_wh === null || share < LEAST_ENERGY_SHARE ? null : ride.energy_wh / share;
}
