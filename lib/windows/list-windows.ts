import { z } from "zod";
import { LATENESS_SECONDS } from "@/lib/domain/fields";
import type { Names } from "@/lib/domain/names";
import { LATE_SECONDS } from "@/lib/domain/placing";
import type { Elasticsearch } from "@/lib/es/client";
import { type Generation, listGenerations } from "@/lib/es/list-generations";

/** A generation of a window, with what it holds as of its last refresh. */
export interface WindowFigures extends Generation {
  readonly documents: number;
  /** On disk, copies included. */
  readonly bytes: number;
  /** Readings that came five minutes after they were measured or later, of all; null where there are none. */
  readonly lateShare: number | null;
}

const TIMEOUT_MS = 60_000;
const Sizes = z.object({
  indices: z
    .record(z.string(), z.object({ total: z.object({ store: z.object({ size_in_bytes: z.number() }) }) }))
    .default({}),
});
const Counts = z.object({
  timed_out: z.literal(false),
  aggregations: z.object({
    generations: z.object({
      buckets: z.array(
        z.object({ key: z.string(), doc_count: z.number(), late: z.object({ doc_count: z.number() }) }),
      ),
    }),
  }),
});

/** All windows, oldest week first, each with its generations from the first on; as user `maintenance`. */
export async function listWindows(es: Elasticsearch, names: Names): Promise<WindowFigures[]> {
  const byWindow = await listGenerations(es, names.windowPrefix);
  const sizes = Sizes.parse(
    await es.transport.request({
      method: "GET",
      path: `/${names.windowPrefix}*/_stats/store`,
      querystring: { filter_path: "indices.*.total.store.size_in_bytes" },
    }),
  );
  const figures: WindowFigures[] = [];
  for (const [, generations] of [...byWindow].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const counts = await count(es, generations);
    for (const generation of generations) {
      const { documents = 0, late = 0 } = counts.get(generation.index) ?? {};
      figures.push({
        ...generation,
        documents,
        bytes: sizes.indices[generation.index]?.total.store.size_in_bytes ?? 0,
        lateShare: documents === 0 ? null : late / documents,
      });
    }
  }
  return figures;
}

/** Week by week, so that each question is as small as a week. */
async function count(es: Elasticsearch, generations: readonly Generation[]) {
  const answer = await es.transport.request(
    {
      method: "POST",
      path: `/${generations.map(({ index }) => index).join()}/_search`,
      querystring: { allow_partial_search_results: "false" },
      body: {
        size: 0,
        track_total_hits: false,
        timeout: `${TIMEOUT_MS}ms`,
        aggs: {
          generations: {
            terms: { field: "_index", size: generations.length },
            aggs: { late: { filter: { range: { [LATENESS_SECONDS]: { gte: LATE_SECONDS } } } } },
          },
        },
      },
    },
    { requestTimeout: TIMEOUT_MS + 2_000, headers: { "x-opaque-id": "list-windows" } },
  );
  const { buckets } = Counts.parse(answer).aggregations.generations;
  return new Map(
    buckets.map(({ key, doc_count, late }) => [key, { documents: doc_count, late: late.doc_count }]),
  );
}
