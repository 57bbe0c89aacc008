import { z } from "zod";

/** What was decided about an entry: when, by whom and why, and where in time its reading belongs. */
const Release = z.object({
  /** ms since epoch. */
  at: z.number(),
  by: z.string(),
  why: z.string().nullable(),
  /** From the event time, or from the arrival where there is none, to the corrected time. */
  offset_ms: z.number(),
  /** The corrected time. */
  event_at: z.number(),
});
export type Release = z.infer<typeof Release>;

const Document = z.object({
  reason: z.string(),
  decision: z.string(),
  bike_id: z.string(),
  source: z.string(),
  event_at: z.number().optional(),
  due_at: z.number().optional(),
  received_at: z.number(),
  stored_at: z.number(),
  ingest_client: z.string(),
  rider_id: z.string().optional(),
  release: Release.optional(),
  reading: z.object({ value: z.record(z.string(), z.unknown()).optional(), text: z.string().optional() }),
});

/** A reading in quarantine. Times are ms since epoch. */
export interface Entry {
  readonly id: string;
  readonly reason: string;
  readonly decision: string;
  readonly bikeId: string;
  readonly source: string;
  /** Null where the reading names no usable time. */
  readonly eventAtMs: number | null;
  /** When the waiting room places it; null for what does not wait for its time. */
  readonly dueAtMs: number | null;
  readonly receivedAtMs: number;
  readonly storedAtMs: number;
  readonly client: string;
  /** Who signed the upload; null where nobody did. */
  readonly signedBy: string | null;
  readonly release: Release | null;
  /** In stored form, or as the text that was sent. */
  readonly reading: {
    readonly value?: Record<string, unknown> | undefined;
    readonly text?: string | undefined;
  };
}

/** Null for what is no entry that this version knows. */
export function entryIn(id: string, document: unknown): Entry | null {
  const entry = Document.safeParse(document).data;
  if (!entry) return null;
  return {
    id,
    reason: entry.reason,
    decision: entry.decision,
    bikeId: entry.bike_id,
    source: entry.source,
    eventAtMs: entry.event_at ?? null,
    dueAtMs: entry.due_at ?? null,
    receivedAtMs: entry.received_at,
    storedAtMs: entry.stored_at,
    client: entry.ingest_client,
    signedBy: entry.rider_id ?? null,
    release: entry.release ?? null,
    reading: entry.reading,
  };
}
