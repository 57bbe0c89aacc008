import { z } from "zod";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { fromDocument, type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { MAX_CLIENT_LENGTH } from "../series/encode-line";

const ENTRIES_PER_PAGE = 1_000;
/** How long a page may take to be placed. */
const KEEP_ALIVE = "5m";

const Page = z.object({
  pit_id: z.string(),
  hits: z.object({
    hits: z.array(z.object({ _id: z.string(), _source: z.unknown(), sort: z.array(z.unknown()) })),
  }),
});
type Hit = z.infer<typeof Page>["hits"]["hits"][number];

/** An entry that this version can place. */
const Entry = z.object({
  bike_id: z.string(),
  source: z.enum(SOURCES),
  received_at: z.number(),
  ingest_client: z.string().max(MAX_CLIENT_LENGTH),
  reading: z.object({ value: z.record(z.string(), z.unknown()) }),
});

/** A reading that waited for its time, which has come. */
export interface DueEntry {
  readonly id: string;
  readonly bikeId: string;
  readonly source: Source;
  readonly reading: StoredReading;
  /** The reading as it is kept. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly receivedAtMs: number;
  readonly client: string;
}

/**
 * What is due at `nowMs`, page by page, as it was at the first page. What a newer version has kept and this one cannot
 * place whole is left out: it waits for a worker that can.
 */
export async function* dueEntries(
  es: Elasticsearch,
  index: string,
  nowMs: number,
): AsyncGenerator<readonly DueEntry[]> {
  let view = await openView(es, index);
  try {
    for (let after: readonly unknown[] | undefined; ; ) {
      const page = Page.parse(
        await es.transport.request({ method: "POST", path: "/_search", body: question(view, nowMs, after) }),
      );
      view = page.pit_id;
      const { hits } = page.hits;
      after = hits.at(-1)?.sort;
      if (after === undefined) return;
      yield hits.flatMap((hit) => entryOf(hit) ?? []);
    }
  } finally {
    // One that cannot be closed now closes by itself.
    await es.transport
      .request({ method: "DELETE", path: "/_pit", body: { id: view } })
      .catch(() => undefined);
  }
}

async function openView(es: Elasticsearch, index: string): Promise<string> {
  const path = `/${index}/_pit`;
  const querystring = { keep_alive: KEEP_ALIVE };
  const opened = await es.transport.request({ method: "POST", path, querystring });
  return z.object({ id: z.string() }).parse(opened).id;
}

const question = (view: string, nowMs: number, after: readonly unknown[] | undefined) => ({
  size: ENTRIES_PER_PAGE,
  pit: { id: view, keep_alive: KEEP_ALIVE },
  sort: [{ due_at: "asc" }],
  track_total_hits: false,
  ...(after ? { search_after: after } : {}),
  query: {
    bool: {
      filter: [
        { term: { reason: "ahead-of-clock" } },
        { term: { decision: "waiting" } },
        { range: { due_at: { lte: nowMs } } },
      ],
    },
  },
});

function entryOf({ _id: id, _source }: Hit): DueEntry | null {
  const entry = Entry.safeParse(_source).data;
  if (!entry) return null;
  const { value } = entry.reading;
  const reading = fromDocument(value);
  if (!isWhole(value, reading)) return null;
  return {
    id,
    bikeId: entry.bike_id,
    source: entry.source,
    reading,
    value,
    receivedAtMs: entry.received_at,
    client: entry.ingest_client,
  };
}

/** Whether everything that is kept of a reading came into it. */
function isWhole(value: Readonly<Record<string, unknown>>, reading: StoredReading): boolean {
  const known = toDocument(reading);
  return Object.keys(value).every((name) => name in known);
}
