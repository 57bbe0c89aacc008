import { z } from "zod";
import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

/** How long a page may take its reader. */
const KEEP_ALIVE = "5m";

const Page = z.object({
  pit_id: z.string(),
  hits: z.object({
    hits: z.array(
      z.object({
        _index: z.string(),
        _id: z.string(),
        _seq_no: z.number(),
        _primary_term: z.number(),
        _source: z.unknown(),
        sort: z.array(z.unknown()),
      }),
    ),
  }),
});

export interface FoundDocument {
  readonly index: string;
  readonly id: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly source: unknown;
}

/**
 * Documents of an index that match, in an order, page by page, as all of them were at the first page.
 * @throws BulkFault by the class of what was answered, `retriable` where the store did not answer: to be begun anew then.
 */
export async function* pageThrough(
  es: Elasticsearch,
  index: string,
  question: {
    readonly query: Readonly<Record<string, unknown>>;
    readonly sort: readonly Readonly<Record<string, unknown>>[];
    readonly perPage: number;
    /** Fields that are not read. */
    readonly without?: readonly string[];
    /** Names of what is wanted of the documents; all, if left out. */
    readonly fields?: readonly string[];
  },
): AsyncGenerator<readonly FoundDocument[]> {
  let view = await openView(es, index);
  try {
    for (let after: readonly unknown[] | undefined; ; ) {
      const body = {
        size: question.perPage,
        pit: { id: view, keep_alive: KEEP_ALIVE },
        query: question.query,
        sort: question.sort,
        seq_no_primary_term: true,
        ...(question.without ? { _source: { excludes: question.without } } : {}),
        track_total_hits: false,
        ...(question.fields ? { _source: question.fields } : {}),
        ...(after ? { search_after: after } : {}),
      };
      const page = Page.parse(await asked(es, { method: "POST", path: "/_search", body }));
      view = page.pit_id;
      const { hits } = page.hits;
      after = hits.at(-1)?.sort;
      if (after === undefined) return;
      yield hits.map((hit) => ({
        index: hit._index,
        id: hit._id,
        seqNo: hit._seq_no,
        primaryTerm: hit._primary_term,
        source: hit._source,
      }));
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
  const opened = await asked(es, { method: "POST", path, querystring });
  return z.object({ id: z.string() }).parse(opened).id;
}

const asked = (es: Elasticsearch, request: Parameters<Elasticsearch["transport"]["request"]>[0]) =>
  es.transport.request<unknown>(request).catch((fault: unknown) => {
    throw asBulkFault(request.path, fault);
  });
