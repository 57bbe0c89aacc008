import { perCentOf } from "./battery-content";
import { type BikeBasis, knownUnder, usualKm } from "./bike-basis";
import type { Interval } from "./foresee";
import { LEAST_OWN_RIDES } from "./know-bike";
import { remainingRange } from "./remaining-range";

/** Why there is no estimate, for people. */
export const BECAUSE = {
  charge: "The bike has not told its charge.",
  rides: `Nothing is known of how much energy the bike takes: that needs ${LEAST_OWN_RIDES} rides of its own with voltage and current, or a model of the fleet.`,
  capacity:
    "The battery's capacity is not known: the bike is not registered, and its rides have drawn less than 20 % of the charge.",
} as const;

export type RangeEstimate =
  | { readonly kind: "estimated"; readonly km: Interval; readonly ownRides: number }
  | { readonly kind: "unknown"; readonly because: string };

/** How far the bike goes on what it has now, ridden as it is ridden. */
export function estimateRange(basis: BikeBasis): RangeEstimate {
  const known = knownUnder(basis, "energy_unknown_climb");
  const perCent = perCentOf(basis.capacityWh, basis.healthPct, basis.rides);
  if (basis.charge === null) return { kind: "unknown", because: BECAUSE.charge };
  if (known === null) return { kind: "unknown", because: BECAUSE.rides };
  if (perCent === null) return { kind: "unknown", because: BECAUSE.capacity };
  const now = { chargePct: basis.charge.pct, ambientC: basis.ambientC };
  return {
    kind: "estimated",
    km: remainingRange(known, perCent, now, usualKm(basis)),
    ownRides: known.rides,
  };
}
