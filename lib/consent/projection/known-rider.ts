import type { Interval } from "../consent-at";

/** Whose a bike was: from inclusive to exclusive, ms since epoch; null has no end on that side. */
export interface OwnershipPeriod {
  readonly riderId: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** That a signed upload names a rider, by its first and last reading of the bike. */
export interface Attribution extends Interval {
  readonly riderId: string;
}

/**
 * The rider of a ride: the one whom all uploads name that overlap it, else the one owner whose period covers all of it; null
 * where there is none, or two are named, or somebody owned the bike for a part of it.
 * @param ownership of the bike; periods do not overlap.
 */
export function knownRider(
  ride: Interval,
  ownership: readonly OwnershipPeriod[],
  attributions: readonly Attribution[],
): string | null {
  const named = new Set(
    attributions
      .filter(({ fromMs, toMs }) => fromMs <= ride.toMs && toMs >= ride.fromMs)
      .map(({ riderId }) => riderId),
  );
  if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null;
  return ownership.find((period) => covers(period, ride))?.riderId ?? null;
}

/** The last moment of a ride is one of it. */
const covers = ({ fromMs, toMs }: OwnershipPeriod, ride: Interval): boolean =>
  (fromMs === null || fromMs <= ride.fromMs) && (toMs === null || ride.toMs < toMs);
