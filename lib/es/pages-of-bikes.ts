import { z } from "zod";
import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

const BIKES_PER_PAGE = 1_000;
const Key = z.object({ bike: z.string() });
const Answer = z.object({
  aggregations: z
    .object({
      bikes: z.object({ buckets: z.array(z.object({ key: Key })), after_key: Key.optional() }),
    })
    // Of a pattern that no index is named by.
    .optional(),
});

/**
 * Bikes that have documents, in the order of their ids, page by page, as of the last refresh.
 * @param index or a pattern.
 * @param query which of its documents.
 * @throws BulkFault by the class of what was answered.
 */
export async function* pagesOfBikes(
  es: Elasticsearch,
  index: string,
  query: Readonly<Record<string, unknown>> = { match_all: {} },
): AsyncGenerator<string[]> {
  const path = `/${index}/_search`;
  for (let after: z.infer<typeof Key> | undefined; ; ) {
    const composite = { size: BIKES_PER_PAGE, sources: [{ bike: { terms: { field: "bike_id" } } }] };
    const body = {
      size: 0,
      track_total_hits: false,
      query,
      aggs: { bikes: { composite: after ? { ...composite, after } : composite } },
    };
    const querystring = { allow_partial_search_results: false };
    const answer = await es.transport
      .request<unknown>({ method: "POST", path, querystring, body })
      .catch((fault: unknown) => {
        throw asBulkFault(path, fault);
      });
    const { buckets = [], after_key } = Answer.parse(answer).aggregations?.bikes ?? {};
    if (buckets.length > 0) yield buckets.map(({ key }) => key.bike);
    if (!after_key) return;
    after = after_key;
  }
}
