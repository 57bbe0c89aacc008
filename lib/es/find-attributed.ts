import { z } from "zod";
import type { Elasticsearch } from "./client";

const PER_PAGE = 1_000;
const TIMEOUT_MS = 10_000;

const Hit = z.object({
  _source: z.record(z.string(), z.unknown()),
  sort: z.array(z.union([z.number(), z.string()])),
});
const Page = z.object({
  timed_out: z.literal(false),
  hits: z.object({ hits: z.array(Hit).optional() }).optional(),
});

/** States that were derived anew since a time (ms since epoch) because others' readings count for them, as of the last refresh. */
export async function* findAttributed(
  es: Elasticsearch,
  index: string,
  sinceMs: number,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for (let after: readonly (string | number)[] | undefined; ; ) {
    const answer = await es.transport.request<unknown>(
      {
        method: "POST",
        path: `/${index}/_search`,
        querystring: {
          allow_partial_search_results: "false",
          filter_path: "timed_out,hits.hits._source,hits.hits.sort",
        },
        body: {
          size: PER_PAGE,
          track_total_hits: false,
          timeout: `${TIMEOUT_MS}ms`,
          _source: ["bike_id", "registration", "attributed_at"],
          query: { range: { attributed_at: { gte: sinceMs } } },
          sort: [{ attributed_at: "asc" }, { bike_id: "asc" }],
          ...(after ? { search_after: after } : {}),
        },
      },
      { headers: { "x-opaque-id": "find-attributed" }, requestTimeout: TIMEOUT_MS + 2_000 },
    );
    const found = Page.parse(answer).hits?.hits ?? [];
    for (const { _source } of found) yield _source;
    after = found.at(-1)?.sort;
    if (found.length < PER_PAGE || !after) return;
  }
}
