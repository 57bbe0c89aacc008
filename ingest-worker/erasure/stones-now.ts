import type { ErasureSession, OpenErasure, Stone } from "@/lib/db/erasure-session";
import { byKey } from "@/lib/domain/by-key";
import type { Names } from "@/lib/domain/names";
import { type SignedSince, sparedByBike, sparing } from "@/lib/erasure/spared-parts";
import type { Elasticsearch } from "@/lib/es/client";
import { ridesIn } from "@/lib/rider-export/rides-of-bikes";
import { APART_MS } from "@/lib/rides/movement";

/** Rides that lie no further from what is asked about are asked for, too: they bound what is around it. */
const BESIDE_MS = 86_400_000;

interface From {
  readonly session: Pick<ErasureSession, "stonesOf" | "signedSince">;
  readonly es: Elasticsearch;
  readonly names: Names;
}

/**
 * The tombstones of an erasure, less what others signed for since they were planned: a phone may send a ride long after it,
 * and workers let what it signed pass.
 */
export async function stonesNow(
  { session, es, names }: From,
  { id, riderId }: OpenErasure,
): Promise<readonly Stone[]> {
  const stones = await session.stonesOf(id);
  const signed = await session.signedSince(id);
  if (signed.length === 0) return stones;
  const rides = await ridesIn({ es, names })(timesOf(signed));
  return sparing(stones, sparedByBike(riderId, signed, rides, APART_MS));
}

const timesOf = (signed: readonly SignedSince[]) =>
  [
    ...byKey(
      signed.filter(({ isSince }) => isSince),
      ({ bikeId }) => bikeId,
    ),
  ].map(([bikeId, own]) => ({
    bikeId,
    fromMs: own.reduce((least, { fromMs }) => Math.min(least, fromMs), Number.POSITIVE_INFINITY) - BESIDE_MS,
    toMs: own.reduce((greatest, { toMs }) => Math.max(greatest, toMs), Number.NEGATIVE_INFINITY) + BESIDE_MS,
  }));
