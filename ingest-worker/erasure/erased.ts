import { DEAD_LETTER } from "@/lib/domain/dead-letter";
import { areUnder } from "@/lib/domain/kept-bytes";
import { HEADER, type Source } from "@/lib/domain/packet";
import { isUnder, type Tombstone } from "@/lib/domain/tombstone";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Origin } from "../lane/ticket";

/** Ids of the bikes that something is about, each as often as it comes; asked only where it matters. */
export type Bikes = () => Iterable<string>;

/** What was erased and must not come back. */
export interface Erased {
  /** All tombstones of a bike. */
  of(bikeId: string): readonly Tombstone[];
  /** Whether no tombstone of these bikes that was published some seconds ago is unknown; asked right before each write. */
  isFresh(bikes: Bikes): boolean;
  /** Resolves when that is so. */
  fresh(bikes: Bikes): Promise<void>;
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
  const tombstones = erased.of(origin.bikeId);
  if (tombstones.length === 0) return false;
  return isUnder(tombstones, { timeMs, source, signedBy: signerIn(origin.headers) });
}

/** Whether anything of a record is, which need not be one that can be decoded. */
export function isRecordErased(
  erased: Pick<Erased, "of">,
  origin: Sent & Pick<Origin, "value" | "receivedAtMs">,
): boolean {
  const tombstones = erased.of(origin.bikeId);
  if (tombstones.length === 0) return false;
  const { headers, value, receivedAtMs } = origin;
  return areUnder(tombstones, { text: value.toString("latin1"), receivedAtMs, signedBy: signerIn(headers) });
}

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
  const tombstones = erased.of(headers[DEAD_LETTER.recordKey] ?? "");
  if (tombstones.length === 0 || value === null) return false;
  const receivedAtMs = Number(headers[HEADER.receivedAt] ?? Number.NaN);
  return areUnder(tombstones, {
    text: Buffer.from(value).toString("latin1"),
    receivedAtMs,
    signedBy: headers[HEADER.rider] ?? null,
  });
}
