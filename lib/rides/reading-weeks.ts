import type { CountedPart } from "@/lib/domain/attribution";
import { common } from "@/lib/domain/whose-bikes";
import { type Search, timeRange } from "@/lib/es/search";
import { throwRetriable } from "@/lib/es/throw-retriable";
import type { Interval } from "./region";
import { byWeeks, weeksIn } from "./weeks";

/** Each may have some hundred weeks; together they may have 65,536. */
const BIKES_PER_SEARCH = 50;

/** An interval of a bike, with what counts for it. */
export interface LongInterval {
  readonly parts: readonly CountedPart[];
  readonly interval: Interval;
}

/**
 * Weeks of intervals in which readings count for their bikes, one list for each.
 * @throws BulkFault `retriable` where the store did not answer.
 */
export async function readingWeeks(
  search: Pick<Search, "readings">,
  asked: readonly LongInterval[],
): Promise<Interval[][]> {
  const found: Interval[][] = [];
  for (let from = 0; from < asked.length; from += BIKES_PER_SEARCH) {
    const some = asked.slice(from, from + BIKES_PER_SEARCH);
    const filters = some.map(filterOf);
    const answer = await search
      .readings("ride-weeks", {
        fromMs: Math.min(...some.map(({ interval }) => interval.fromMs)),
        toMs: Math.max(...some.map(({ interval }) => interval.toMs)),
        filters: [{ bool: { should: filters, minimum_should_match: 1 } }],
        body: { size: 0, track_total_hits: false, aggs: byWeeks("@timestamp", filters) },
      })
      .catch(throwRetriable);
    const weeks = weeksIn(answer.aggregations);
    found.push(...some.map((_, at) => weeks[at] ?? []));
  }
  return found;
}

function filterOf({ parts, interval }: LongInterval): Readonly<Record<string, unknown>> {
  const should = parts.flatMap((part) => {
    const both = common(part, interval);
    if (both === null) return [];
    const source = part.source === null ? [] : [{ term: { source: part.source } }];
    const of = { term: { bike_id: part.reportedAs } };
    return [{ bool: { filter: [of, ...source, timeRange(both.fromMs, both.toMs)] } }];
  });
  return should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };
}
