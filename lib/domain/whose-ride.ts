import type { Source } from "./packet";

/** A ride, from its first to its last moment, or what an upload was signed for; ms since epoch, both inclusive. */
export interface Moments {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whose a bike was: from inclusive to exclusive, ms since epoch; null has no end on that side. */
export interface OwnershipPeriod {
  readonly riderId: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/**
 * What of a bike was erased, and for whom; of both sources where it is null. Of phones alone it is what the rider signed
 * for of a ride that was not the rider's.
 */
export interface ErasedPart extends OwnershipPeriod {
  readonly source: Source | null;
}

/** That a signed upload names a rider, by its first and last reading of the bike. */
export interface Attribution extends Moments {
  readonly riderId: string;
}

/** Whose a ride is. */
export interface WhoseRide {
  /** Whose consent decides whether it counts; null where that is not known for sure. */
  readonly counted: string | null;
  /** To whom it is handed out, and with whose data it is erased; null for nobody. */
  readonly held: string | null;
  /** Who signed for at least half of it. */
  readonly signers: readonly string[];
}

/**
 * Whose a ride is, by what was signed for it and who owned the bike. Who signed for at least half of it holds it, if nobody
 * else did so; where nobody did, it is held by the one owner whose period covers all of it. It counts for who holds it unless
 * anybody else signed for any of it, or did so and was erased: where nobody signed for half of it, whatever was erased of
 * it for another may tell of that.
 * @param ownership of the bike; periods do not overlap.
 * @param attributions of the bike, in any order; those of a rider may overlap.
 * @param erased what was erased of the bike, and for whom; in any order.
 */
export function whoseRide(
  ride: Moments,
  ownership: readonly OwnershipPeriod[],
  attributions: readonly Attribution[],
  erased: readonly ErasedPart[] = [],
): WhoseRide {
  const signed = new Map<string, Moments[]>();
  for (const { riderId, fromMs, toMs } of attributions) {
    if (fromMs > ride.toMs || toMs < ride.fromMs) continue;
    const within = { fromMs: Math.max(fromMs, ride.fromMs), toMs: Math.min(toMs, ride.toMs) };
    signed.set(riderId, [...(signed.get(riderId) ?? []), within]);
  }
  const signers = [...signed].filter(([, parts]) => isHalf(parts, ride)).map(([riderId]) => riderId);
  const held = signers.length === 0 ? ownerOf(ride, ownership) : onlyOne(signers);
  const isDoubted =
    [...signed.keys()].some((riderId) => riderId !== held) ||
    erased.some(
      (one) => one.riderId !== held && (signers.length === 0 || one.source === "app") && touches(one, ride),
    );
  return { counted: isDoubted ? null : held, held, signers: signers.sort() };
}

const onlyOne = (riderIds: readonly string[]): string | null =>
  riderIds.length === 1 ? (riderIds[0] ?? null) : null;

const ownerOf = (ride: Moments, ownership: readonly OwnershipPeriod[]): string | null =>
  ownership.find((period) => covers(period, ride))?.riderId ?? null;

const touches = ({ fromMs, toMs }: OwnershipPeriod, ride: Moments): boolean =>
  (fromMs === null || fromMs <= ride.toMs) && (toMs === null || ride.fromMs < toMs);

/** The last moment of a ride is one of it. */
const covers = ({ fromMs, toMs }: OwnershipPeriod, ride: Moments): boolean =>
  (fromMs === null || fromMs <= ride.fromMs) && (toMs === null || ride.toMs < toMs);

/** Whether parts of a ride, which may overlap, are together at least half of it. */
function isHalf(parts: readonly Moments[], ride: Moments): boolean {
  let [signedMs, untilMs] = [0, Number.NEGATIVE_INFINITY];
  for (const { fromMs, toMs } of parts.toSorted((a, b) => a.fromMs - b.fromMs)) {
    signedMs += Math.max(0, toMs - Math.max(fromMs, untilMs));
    untilMs = Math.max(untilMs, toMs);
  }
  return signedMs * 2 >= ride.toMs - ride.fromMs;
}
