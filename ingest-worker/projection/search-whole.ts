import type { Elasticsearch } from "@/lib/es/client";
import type { StoredDocument } from "@/lib/es/read-by-id";
import { searchDocuments } from "@/lib/es/search-many";

/** Documents in a page. */
export const PAGE = 5_000;

export type Filter = Readonly<Record<string, unknown>>;

/** Moment and sequence number of the last document of a page. */
type After = readonly [number, number];

/**
 * All documents of an index of one shard that fit each of these questions, as of its last refresh, page by page. However many
 * share a moment, their sequence numbers tell them apart.
 * @param field a moment in ms since epoch that each has.
 * @param perPage documents.
 */
export async function searchWhole(
  es: Elasticsearch,
  operation: string,
  index: string,
  field: string,
  questions: readonly (readonly Filter[])[],
  perPage: number = PAGE,
): Promise<StoredDocument[][]> {
  const found = questions.map(() => new Map<string, StoredDocument>());
  let open = questions.map((filter, at) => ({ at, filter, after: null as After | null }));
  while (open.length > 0) {
    const pages = await searchDocuments(
      es,
      operation,
      index,
      open.map(({ filter, after }) => pageBody(field, filter, after, perPage)),
    );
    open = open.flatMap((question, at) => {
      const page = pages[at] ?? [];
      const seen = found[question.at];
      for (const document of page) seen?.set(document.id, document);
      const last = page.length < perPage ? undefined : page.at(-1);
      return last ? [{ ...question, after: [Number(last.source[field]), last.seqNo] as const }] : [];
    });
  }
  return found.map((documents) => [...documents.values()]);
}

const pageBody = (field: string, filter: readonly Filter[], after: After | null, size: number) => ({
  size,
  sort: [{ [field]: { order: "asc", format: "epoch_millis" } }, { _seq_no: "asc" }],
  query: { bool: { filter } },
  ...(after === null ? {} : { search_after: after }),
});
