import { z } from "zod";
import type { CountedPart } from "@/lib/domain/attribution";
import { common } from "@/lib/domain/whose-bikes";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { type Search, timeRange } from "@/lib/es/search";
import type { Interval } from "./region";

const WEEK_MS = 7 * 86_400_000;
const Weeks = z.object({ weeks: z.object({ buckets: z.array(z.object({ key: z.number() })) }) });

/** Weeks of an interval in which readings count for a bike. @throws BulkFault `retriable` where the store did not answer. */
export async function readingWeeks(
  search: Pick<Search, "readings">,
  parts: readonly CountedPart[],
  interval: Interval,
): Promise<Interval[]> {
  const filters = parts.flatMap((part) => {
    const both = common(part, interval);
    if (both === null) return [];
    const source = part.source === null ? [] : [{ term: { source: part.source } }];
    const of = { term: { bike_id: part.reportedAs } };
    return [{ bool: { filter: [of, ...source, timeRange(both.fromMs, both.toMs)] } }];
  });
  if (filters.length === 0) return [];
  const aggs = { weeks: { date_histogram: { field: "@timestamp", fixed_interval: "7d", min_doc_count: 1 } } };
  const answer = await search
    .readings("ride-weeks", {
      ...interval,
      filters: [{ bool: { should: filters, minimum_should_match: 1 } }],
      body: { size: 0, track_total_hits: false, aggs },
    })
    .catch((fault: unknown) => {
      if (fault instanceof AppError && fault.code === "unavailable")
        throw new BulkFault("retriable", 0, fault.message, fault);
      throw fault;
    });
  if (answer.aggregations === undefined) return [];
  return Weeks.parse(answer.aggregations).weeks.buckets.map(({ key }) => ({
    fromMs: key,
    toMs: key + WEEK_MS,
  }));
}
