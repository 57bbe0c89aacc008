import { z } from "zod";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { fromDocument, isWhole, type StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { type FoundDocument, pageThrough } from "@/lib/es/page-through";
import { MAX_CLIENT_LENGTH } from "../series/encode-line";

const ENTRIES_PER_PAGE = 1_000;

/** An entry that this version can place. */
const Entry = z.object({
  decision: z.string(),
  bike_id: z.string(),
  source: z.enum(SOURCES),
  received_at: z.number(),
  ingest_client: z.string().max(MAX_CLIENT_LENGTH),
  rider_id: z.string().optional(),
  reading: z.object({ value: z.record(z.string(), z.unknown()) }),
});

/** A reading that waited for its time, which has come. */
export interface DueEntry {
  readonly id: string;
  /** Of the version that was found. */
  readonly seqNo: number;
  readonly primaryTerm: number;
  /** A sweep took it, this one's or another's, and did not place it to its end. */
  readonly isClaimed: boolean;
  readonly bikeId: string;
  readonly source: Source;
  readonly reading: StoredReading;
  /** The reading as it is kept. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly receivedAtMs: number;
  readonly client: string;
  /** Who signed the upload; null where nobody did. */
  readonly signedBy: string | null;
}

/**
 * What is due at `nowMs`, by Elasticsearch's clock for `now`, page by page, as it was at the first page. What a newer
 * version has kept and this one cannot place whole is left out: it waits for a worker that can.
 */
export async function* dueEntries(
  es: Elasticsearch,
  index: string,
  nowMs: number | "now",
): AsyncGenerator<readonly DueEntry[]> {
  const pages = pageThrough(es, index, {
    query: dueAt(nowMs),
    sort: [{ due_at: "asc" }],
    perPage: ENTRIES_PER_PAGE,
  });
  for await (const documents of pages) yield documents.flatMap((document) => entryOf(document) ?? []);
}

const dueAt = (nowMs: number | "now") => ({
  bool: {
    filter: [
      { term: { reason: "ahead-of-clock" } },
      { terms: { decision: ["waiting", "placing"] } },
      { range: { due_at: { lte: nowMs } } },
    ],
  },
});

function entryOf({ id, seqNo, primaryTerm, source }: FoundDocument): DueEntry | null {
  const entry = Entry.safeParse(source).data;
  if (!entry) return null;
  const { value } = entry.reading;
  const reading = fromDocument(value);
  if (!isWhole(value, reading)) return null;
  return {
    id,
    seqNo,
    primaryTerm,
    isClaimed: entry.decision === "placing",
    bikeId: entry.bike_id,
    source: entry.source,
    reading,
    value,
    receivedAtMs: entry.received_at,
    client: entry.ingest_client,
    signedBy: entry.rider_id ?? null,
  };
}
