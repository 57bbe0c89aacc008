import type { CountedPart } from "@/lib/domain/attribution";
import { common } from "@/lib/domain/whose-bikes";
import { type Search, timeRange } from "@/lib/es/search";
import { throwRetriable } from "@/lib/es/throw-retriable";
import type { Interval } from "./region";
import { byWeeks, weeksIn } from "./weeks";

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
  const answer = await search
    .readings("ride-weeks", {
      ...interval,
      filters: [{ bool: { should: filters, minimum_should_match: 1 } }],
      body: { size: 0, track_total_hits: false, aggs: byWeeks("@timestamp") },
    })
    .catch(throwRetriable);
  return weeksIn(answer.aggregations);
}
