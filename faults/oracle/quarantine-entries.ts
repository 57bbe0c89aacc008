import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex } from "@/lib/es/refresh-index";
import { FLEET } from "../lab/sent";

const PAGE = 10_000;
const Document = z.object({
  bike_id: z.string(),
  source: z.string(),
  event_at: z.number().optional(),
  reason: z.string(),
  decision: z.string(),
  reading: z.union([
    z.strictObject({ value: z.record(z.string(), z.unknown()) }),
    z.strictObject({ text: z.string() }),
  ]),
});

/** What the quarantine holds of one reading, or of one value of it. */
export interface QuarantineEntry {
  readonly identity: string;
  readonly reason: string;
  readonly decision: string;
  /** Null where it has no time, and its text is kept. */
  readonly reading: StoredReading | null;
  readonly text: string | null;
}

/** Everything that the quarantine holds of the fleet. */
export async function quarantineEntries(es: Elasticsearch, names: Names): Promise<QuarantineEntry[]> {
  await refreshIndex(es, names.quarantine);
  const entries: QuarantineEntry[] = [];
  const question = {
    query: { prefix: { bike_id: FLEET } },
    sort: [{ stored_at: "asc" }],
    perPage: PAGE,
  };
  for await (const documents of pageThrough(es, names.quarantine, question))
    for (const { source: document } of documents) {
      const { bike_id, source, event_at, reason, decision, reading } = Document.parse(document);
      entries.push({
        identity: `${bike_id}/${source}/${event_at}`,
        reason,
        decision,
        reading: "value" in reading ? fromDocument(reading.value) : null,
        text: "text" in reading ? reading.text : null,
      });
    }
  return entries;
}
