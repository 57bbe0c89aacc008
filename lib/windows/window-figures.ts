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

/** A week, as `2026-w12`, and its generations from the first on. */
export interface Week {
  readonly name: string;
  readonly generations: readonly (Generation & Pick<WindowFigures, "bytes">)[];
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

/** The weeks that have windows, oldest first, and how large they are; no reading is looked at. */
export async function listWeeks(es: Elasticsearch, { windowPrefix }: Names): Promise<Week[]> {
  const byWindow = await listGenerations(es, windowPrefix);
  const { indices } = Sizes.parse(
    await es.transport.request({
      method: "GET",
      path: `/${windowPrefix}*/_stats/store`,
      querystring: { filter_path: "indices.*.total.store.size_in_bytes" },
    }),
  );
  const bytesOf = (index: string) => indices[index]?.total.store.size_in_bytes ?? 0;
  return [...byWindow]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, generations]) => ({
      name,
      generations: generations.map((one) => ({ ...one, bytes: bytesOf(one.index) })),
    }));
}

/** A week's generations with what they hold: one question, so that each is as small as a week. */
export async function figuresOf(es: Elasticsearch, { generations }: Week): Promise<WindowFigures[]> {
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
  const counts = new Map(buckets.map(({ key, doc_count, late }) => [key, { all: doc_count, late }]));
  return generations.map((generation) => {
    const { all = 0, late } = counts.get(generation.index) ?? {};
    return { ...generation, documents: all, lateShare: late ? late.doc_count / all : null };
  });
}
