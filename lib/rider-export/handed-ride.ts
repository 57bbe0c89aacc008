import { z } from "zod";
import { type Basis, countsFor } from "@/lib/consent/projection/counts-for";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { whoseRide } from "@/lib/domain/whose-ride";
import type { KnownBike } from "@/lib/erasure/plan-tombstones";

type Document = Readonly<Record<string, unknown>>;
/** A line of the ride, with the purposes that it counts for by the rider's consent; null where it is not the rider's. */
export type HandedRide = (
  ride: Document,
) => (Document & { readonly kind: "ride"; readonly counts_for: readonly Purpose[] }) | null;

const Ridden = z.object({ bike_id: z.string(), start: z.number(), end: z.number() });

/**
 * Rides of bikes as they are handed out to a rider. What is kept of a ride for a purpose is under a name that only the projection
 * can make, and tells less than the ride: for which there is any is found by the rule by which it is made.
 */
export function handedRide(
  riderId: string,
  bikes: readonly KnownBike[],
  basisOf: (bikeId: string) => Basis,
): HandedRide {
  const known = new Map(bikes.map((bike) => [bike.bikeId, bike]));
  return (ride) => {
    const { bike_id, start, end } = Ridden.parse(ride);
    const [bike, moments] = [known.get(bike_id), { fromMs: start, toMs: end }];
    if (!bike || whoseRide(moments, bike.ownership, bike.attributions).held !== riderId) return null;
    const verdictOf = countsFor(moments, basisOf(bike_id));
    const counts_for = PURPOSES.filter((purpose) => {
      const verdict = verdictOf(purpose);
      return verdict.kind === "counts" && verdict.riderId === riderId;
    });
    return { ...ride, kind: "ride", counts_for };
  };
}
