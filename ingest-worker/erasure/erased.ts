import { DEAD_LETTER } from "@/lib/domain/dead-letter";
import { areUnder } from "@/lib/domain/kept-bytes";
import { HEADER, type Source } from "@/lib/domain/packet";
import { isUnder, signedKey, type Tombstone } from "@/lib/domain/tombstone";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Origin } from "../lane/ticket";

/**
 * Keys of the tombstones that something may be under, each as often as it comes: ids of bikes, and keys of who signed. Asked only
 * where it matters.
 */
export type Keys = () => Iterable<string>;

/** What was erased and must not come back. */
export interface Erased {
  /** All tombstones of a key: of what was reported under a bike's id, or of what a rider signed. */
  of(key: string): readonly Tombstone[];
  /** Whether no tombstone of these keys that was published some seconds ago is unknown; asked right before each write. */
  isFresh(keys: Keys): boolean;
  /** Resolves when that is so. */
  fresh(keys: Keys): Promise<void>;
}

/** Of which bikes no reading may be taken over for a while, by the partition that their records are in. */
export interface Admission {
  admits(partition: number): boolean;
  /** Resolves when it does. */
  admitted(partition: number): Promise<void>;
}

type Sent = Pick<Origin, "bikeId" | "headers">;

/** Whether a reading of an upload is under a tombstone. @param timeMs event time, or arrival where it has none. */
export function isErased(erased: Pick<Erased, "of">, origin: Sent, source: Source, timeMs: number): boolean {
  const signedBy = signerIn(origin.headers);
  const tombstones = tombstonesOf(erased, origin.bikeId, signedBy);
  return tombstones.length > 0 && isUnder(tombstones, { timeMs, source, signedBy });
}

/** Whether anything of an upload could be: where not, none of its readings is looked at. */
export const mayBeErased = (erased: Pick<Erased, "of">, { bikeId, headers }: Sent): boolean =>
  tombstonesOf(erased, bikeId, signerIn(headers)).length > 0;

/** Those that an upload may be under: of its bike, and of whoever signed it. */
function tombstonesOf(
  erased: Pick<Erased, "of">,
  bikeId: string,
  signedBy: string | null,
): readonly Tombstone[] {
  const ofBike = erased.of(bikeId);
  if (signedBy === null) return ofBike;
  const signed = erased.of(signedKey(signedBy));
  return signed.length === 0 ? ofBike : [...ofBike, ...signed];
}

const keysUnder = (bikeId: string, signedBy: string | null): string[] =>
  signedBy === null ? [bikeId] : [bikeId, signedKey(signedBy)];

/** Whether anything of a record is, which need not be one that can be decoded. */
export function isRecordErased(
  erased: Pick<Erased, "of">,
  origin: Sent & Pick<Origin, "value" | "receivedAtMs">,
): boolean {
  const { headers, value, receivedAtMs } = origin;
  const signedBy = signerIn(headers);
  const tombstones = tombstonesOf(erased, origin.bikeId, signedBy);
  if (tombstones.length === 0) return false;
  return areUnder(tombstones, { text: value.toString("latin1"), receivedAtMs, signedBy });
}

/** Keys of the tombstones that an upload may be under. */
export const keysOf = ({ bikeId, headers }: Sent): string[] => keysUnder(bikeId, signerIn(headers));

/** The same of a dead letter that is on its way. */
export const keysOfLetter = ({ headers = {} }: OutgoingMessage): string[] =>
  keysUnder(headers[DEAD_LETTER.recordKey] ?? "", headers[HEADER.rider] ?? null);

/** Id of the rider whose token signed an upload, by its record; null where nobody did. */
export function signerIn(headers: Origin["headers"]): string | null {
  const signer = headers[HEADER.rider];
  return signer === undefined || Array.isArray(signer) ? null : String(signer);
}

/** The same of a dead letter that is on its way. */
export function isLetterErased(
  erased: Pick<Erased, "of">,
  { value, headers = {} }: OutgoingMessage,
): boolean {
  const signedBy = headers[HEADER.rider] ?? null;
  const tombstones = tombstonesOf(erased, headers[DEAD_LETTER.recordKey] ?? "", signedBy);
  if (tombstones.length === 0 || value === null) return false;
  const receivedAtMs = Number(headers[HEADER.receivedAt] ?? Number.NaN);
  return areUnder(tombstones, {
    text: Buffer.from(value).toString("latin1"),
    receivedAtMs,
    signedBy,
  });
}
