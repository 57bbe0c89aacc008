import { z } from "zod";
import type { Interval } from "./region";

const WEEK_MS = 7 * 86_400_000;
const Weeks = z.object({ weeks: z.object({ buckets: z.array(z.object({ key: z.number() })) }) });
const Asked = z.object({ asked: z.object({ buckets: z.array(Weeks) }) });

/** Aggregation by weeks of a time that have a document, for each of some filters. */
export const byWeeks = (field: string, filters: readonly Readonly<Record<string, unknown>>[]) => ({
  asked: {
    filters: { filters },
    aggs: { weeks: { date_histogram: { field, fixed_interval: "7d", min_doc_count: 1 } } },
  },
});

/** The weeks that were found, for each of the filters. @param aggregations undefined where nothing was asked. */
export function weeksIn(aggregations: unknown): Interval[][] {
  if (aggregations === undefined) return [];
  return Asked.parse(aggregations).asked.buckets.map(({ weeks }) =>
    weeks.buckets.map(({ key }) => ({ fromMs: key, toMs: key + WEEK_MS })),
  );
}
