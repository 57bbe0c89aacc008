import type { ConsentedRide } from "@/lib/domain/consented-ride";

type Told = Pick<
  ConsentedRide,
  "distance_m" | "moving_s" | "energy_wh" | "energy_s" | "way_m" | "way_s" | "way_wh" | "way_energy_m"
>;

/** By the words of the records: what of a ride was measured step by step, and all of it where nobody says what was. */
export function naivePart(ride: Told) {
  let [metres, seconds, wh] = [ride.distance_m, ride.moving_s, ride.energy_wh];
  let withEnergy = ride.energy_s >= ride.moving_s ? metres : metres * (ride.energy_s / ride.moving_s);
  if (ride.way_m !== null && ride.way_s !== null) {
    metres = ride.way_m;
    seconds = ride.way_s;
    wh = ride.way_wh;
    withEnergy = ride.way_energy_m === null ? 0 : ride.way_energy_m;
  }
  if (withEnergy === 0) wh = null;
  const isMostly = wh !== null && withEnergy >= metres * 0.8;
  return { metres, seconds, wh, withEnergy, whOfAll: isMostly ? ((wh ?? 0) * metres) / withEnergy : null };
}
