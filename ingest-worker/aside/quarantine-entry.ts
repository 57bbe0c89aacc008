import { createHash } from "node:crypto";
import type { QuarantineReason } from "@/lib/domain/outcome";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { signerIn } from "../erasure/erased";
import type { Origin } from "../lane/ticket";

/** A reading in quarantine, ready to be sent. */
export interface QuarantineEntry {
  readonly id: string;
  readonly reason: QuarantineReason;
  /** Event time, or arrival where there is none that can be believed; ms since epoch. */
  readonly knownAtMs: number;
  /** The document, as JSON. */
  readonly json: string;
  /** The record that brought it. */
  readonly origin: Origin;
}

/** What is kept: a reading in stored form, or the text of one that has no time. */
export type Kept = { readonly value: Record<string, unknown> } | { readonly text: string };

export const inStoredForm = (reading: StoredReading): Kept => ({ value: toDocument(reading) });

/**
 * The entry of a reading, under an id from bike, source, reason and the reading alone: whenever, however often and in
 * whatever company it comes, it leaves one. Arrival is described by the first to come.
 * @param eventMs NaN where there is none.
 */
export function quarantineEntry(
  origin: Origin,
  reason: QuarantineReason,
  eventMs: number,
  reading: Kept,
  storedAtMs: number,
): QuarantineEntry {
  const id = createHash("sha256")
    .update(JSON.stringify([origin.bikeId, origin.source, reason, reading]))
    .digest("hex");
  const signer = signerIn(origin.headers);
  const knownAtMs = reason === "implausible-time" ? origin.receivedAtMs : eventMs;
  const json = JSON.stringify({
    reason,
    decision: "waiting",
    bike_id: origin.bikeId,
    source: origin.source,
    ...(Number.isNaN(eventMs) ? {} : { event_at: eventMs }),
    ...(reason === "ahead-of-clock" ? { due_at: eventMs } : {}),
    received_at: origin.receivedAtMs,
    stored_at: storedAtMs,
    ingest_client: origin.client,
    ...(signer === null ? {} : { rider_id: signer }),
    reading,
  });
  return { id, reason, knownAtMs, json, origin };
}
