import { z } from "zod";
import type { Search } from "@/lib/es/search";
import { type Cohort, DELAY_EDGES_S } from "./delays";

/** With their delays fewer buckets than a search may have, 65,536. */
const HOURS_AND_STRATA = 2_000;

const Key = z.object({
  hour: z.number(),
  client: z.string().nullable(),
  source: z.string(),
  model: z.string().nullable(),
});
const Answer = z.object({
  cohorts: z.object({
    after_key: Key.optional(),
    buckets: z.array(
      z.object({
        key: Key,
        delays: z.object({ buckets: z.array(z.object({ doc_count: z.number() })) }),
      }),
    ),
  }),
});

/**
 * How late the rides that begin in a time came, of all bikes: by hour, client, source and model. Counts alone, of no bike or rider.
 * @param fromMs ms since epoch, inclusive; `toMs` exclusive.
 * @throws AppError `unavailable`.
 */
export async function readCohorts(search: Search, fromMs: number, toMs: number): Promise<Cohort[]> {
  const query = {
    bool: {
      filter: [
        { term: { kind: "ride" } },
        { range: { start: { gte: fromMs, lt: toMs, format: "epoch_millis" } } },
        { exists: { field: "settled_s" } },
      ],
    },
  };
  const cohorts: Cohort[] = [];
  // One text of each, however many cohorts it has.
  const strata = new Map<string, string>();
  const known = (text: string): string => {
    const stratum = strata.get(text) ?? text;
    strata.set(stratum, stratum);
    return stratum;
  };
  for (let after: z.infer<typeof Key> | undefined; ; ) {
    const composite = {
      size: HOURS_AND_STRATA,
      sources: [
        { hour: { date_histogram: { field: "start", fixed_interval: "1h" } } },
        { client: { terms: { field: "client", missing_bucket: true } } },
        { source: { terms: { field: "source" } } },
        { model: { terms: { field: "model_id", missing_bucket: true } } },
      ],
      ...(after ? { after } : {}),
    };
    const aggs = { cohorts: { composite, aggs: { delays: { range: DELAYS } } } };
    const answer = await search.rides("late-rides", query, { size: 0, aggs, track_total_hits: false });
    const { buckets, after_key } = Answer.parse(answer.aggregations).cohorts;
    for (const { key, delays } of buckets)
      cohorts.push({
        stratum: known(JSON.stringify([key.client, key.source, key.model])),
        startMs: key.hour,
        counts: delays.buckets.map(({ doc_count }) => doc_count),
      });
    if (after_key === undefined || buckets.length < HOURS_AND_STRATA) return cohorts;
    after = after_key;
  }
}

/** Whole seconds: up to an edge is below the one after it. */
const DELAYS = {
  field: "settled_s",
  ranges: [...DELAY_EDGES_S, null].map((edge, at) => {
    const before = DELAY_EDGES_S[at - 1];
    return {
      ...(before === undefined ? {} : { from: before + 1 }),
      ...(edge === null ? {} : { to: edge + 1 }),
    };
  }),
};
