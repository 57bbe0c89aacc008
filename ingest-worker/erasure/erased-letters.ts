import type { Stone } from "@/lib/db/erasure-session";
import { areUnder } from "@/lib/domain/kept-bytes";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { signedKey } from "@/lib/domain/tombstone";
import { byReportedId } from "@/lib/erasure/erased-queries";
import type { Kafka } from "@/lib/kafka/client";
import type { Logger } from "@/lib/log";
import { readLetters } from "@/lib/repair/dead-letters/read-letters";

/** Keys of the dead letters that hold something under tombstones. @throws AppError `unavailable`. */
export async function lettersUnder(
  stores: { readonly kafka: Kafka; readonly names: Names; readonly log: Logger },
  stones: readonly Stone[],
): Promise<string[]> {
  const byBike = byReportedId(stones);
  return readLetters(stores, ({ key, bikeId, bytes, headers }) => {
    const signedBy = headers[HEADER.rider] ?? null;
    const ofSigner = signedBy === null ? undefined : byBike.get(signedKey(signedBy));
    const tombstones = [...(byBike.get(bikeId) ?? []), ...(ofSigner ?? [])];
    if (tombstones.length === 0) return null;
    const receivedAtMs = Number(headers[HEADER.receivedAt] ?? Number.NaN);
    return areUnder(tombstones, { text: bytes.toString("latin1"), receivedAtMs, signedBy }) ? key : null;
  });
}
