import type { Elasticsearch } from "@/lib/es/client";
import type { StoredDocument } from "@/lib/es/read-by-id";
import { searchDocuments } from "@/lib/es/search-many";

const PAGE = 5_000;

type Filter = Readonly<Record<string, unknown>>;

/**
 * All documents of an index that fit each of these questions, as of its last refresh, page by page.
 * @param field a moment in ms since epoch that each has; at most a page of them share one.
 */
export async function searchWhole(
  es: Elasticsearch,
  operation: string,
  index: string,
  field: string,
  questions: readonly (readonly Filter[])[],
): Promise<StoredDocument[][]> {
  const found = questions.map(() => new Map<string, StoredDocument>());
  let open = questions.map((filter, at) => ({ at, filter, fromMs: null as number | null }));
  while (open.length > 0) {
    const pages = await searchDocuments(
      es,
      operation,
      index,
      open.map(({ filter, fromMs }) => pageBody(field, filter, fromMs)),
    );
    open = open.flatMap((question, at) => {
      const page = pages[at] ?? [];
      const seen = found[question.at];
      for (const document of page) seen?.set(document.id, document);
      if (page.length < PAGE) return [];
      const last = Number(page.at(-1)?.source[field]);
      if (last === question.fromMs)
        throw new Error(`expected fewer than ${PAGE} documents of ${index} with one ${field}`);
      return [{ ...question, fromMs: last }];
    });
  }
  return found.map((documents) => [...documents.values()]);
}

const pageBody = (field: string, filter: readonly Filter[], fromMs: number | null) => ({
  size: PAGE,
  sort: [{ [field]: "asc" }],
  query: {
    bool: {
      filter: [
        ...filter,
        ...(fromMs === null ? [] : [{ range: { [field]: { gte: fromMs, format: "epoch_millis" } } }]),
      ],
    },
  },
});
