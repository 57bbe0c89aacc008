import type { Source } from "@/lib/domain/packet";
import { inBoth, joined, stretchOf, without } from "@/lib/domain/stretches";
import { EVER, type Stretch } from "@/lib/domain/whose-bikes";
import { type Attribution, type Moments, type OwnershipPeriod, whoseRide } from "@/lib/domain/whose-ride";

/** All that is known of who rode a bike. */
export interface RiddenBike {
  readonly ownership: readonly OwnershipPeriod[];
  readonly attributions: readonly Attribution[];
  /** Its rides, in any order. */
  readonly rides: readonly Moments[];
}

/** A stretch of what counts for a bike, of one source or of both (null). */
export interface HeldPart extends Stretch {
  readonly source: Source | null;
}

/**
 * What of a bike's readings is a rider's: of the time that the rider owned it, all but the rides of others; of rides that the
 * rider holds by signing for them, all; and beside both what phones recorded while the rider signed. What phones recorded
 * while others signed is theirs, unless this rider signed for the same moments.
 * @param marginMs how far around a ride what is recorded belongs to it, at most half of the way to the next.
 */
export function heldParts(riderId: string, bike: RiddenBike, marginMs: number): HeldPart[] {
  const { ownership, attributions } = bike;
  const rides = ridesAround(bike, marginMs).map(({ ride, stretch }) => {
    const { held, signers } = whoseRide(ride, ownership, attributions);
    return { stretch, isSigned: signers.length > 0, isOwn: held === riderId };
  });
  const owned = ownership
    .filter((period) => period.riderId === riderId)
    .map(({ fromMs, toMs }) => ({ fromMs: fromMs ?? EVER.fromMs, toMs: toMs ?? EVER.toMs }));
  const stretchesOf = (wanted: (ride: (typeof rides)[number]) => boolean) =>
    rides.filter((ride) => ride.isSigned && wanted(ride)).map(({ stretch }) => stretch);
  const mine = attributions.filter((one) => one.riderId === riderId).map(stretchOf);
  const theirs = attributions.filter((one) => one.riderId !== riderId).map(stretchOf);
  const whole = joined([
    ...without(
      owned,
      stretchesOf(({ isOwn }) => !isOwn),
    ),
    ...stretchesOf(({ isOwn }) => isOwn),
  ]);
  const byPhones = joined([...without(whole, theirs), ...mine]);
  return [
    ...inBoth(whole, byPhones).map((stretch) => ({ source: null, ...stretch })),
    ...without(whole, byPhones).map((stretch) => ({ source: "iot" as const, ...stretch })),
    ...without(byPhones, whole).map((stretch) => ({ source: "app" as const, ...stretch })),
  ];
}

type Ridden = Pick<RiddenBike, "rides" | "attributions">;

/** Each ride of a bike, and from when to when what is recorded belongs to it. In order; see `heldParts`. */
export const ridesAround = (bike: Ridden, marginMs: number) => withMargins(ridesOf(bike), marginMs);

/** Rides that are known, and what was signed for where none is: the ride of an upload may not be made yet. In order. */
function ridesOf({ rides, attributions }: Ridden): Moments[] {
  const unknown = without(attributions.map(stretchOf), rides.map(stretchOf));
  const signed = unknown.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs - 1 }));
  return [...rides, ...signed].sort((a, b) => a.fromMs - b.fromMs);
}

function withMargins(rides: readonly Moments[], marginMs: number) {
  return rides.map((ride, at) => {
    const before = ride.fromMs - (rides[at - 1]?.toMs ?? Number.NEGATIVE_INFINITY);
    const after = (rides[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY) - ride.toMs;
    const [ahead, behind] = [before, after].map((gapMs) => Math.min(marginMs, Math.floor((gapMs - 1) / 2)));
    const stretch = stretchOf({
      fromMs: ride.fromMs - Math.max(0, ahead ?? 0),
      toMs: ride.toMs + Math.max(0, behind ?? 0),
    });
    return { ride, stretch };
  });
}
