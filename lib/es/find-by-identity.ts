import { z } from "zod";
import { BulkFault } from "./bulk";
import type { Elasticsearch } from "./client";
import { pageThrough } from "./page-through";
import { asBulkFault } from "./request-fault";

/** What makes a reading the same as another. */
export interface Identity {
  readonly bikeId: string;
  readonly source: string;
  /** Event time, ms since epoch. */
  readonly timeMs: number;
}

interface Place {
  /** One or more, separated by commas. */
  readonly index: string;
  /** Where its documents have the event time. */
  readonly timeField: string;
  readonly filters?: readonly Record<string, unknown>[];
}

type Document = Readonly<Record<string, unknown>>;
interface Answer {
  readonly timed_out: boolean;
  readonly hits: { readonly hits: readonly { readonly _source: Document }[] };
}

const TIMEOUT_MS = 30_000;
/** As many as a store answers at once. */
const MAX_FOUND = 10_000;

/** Clauses and values of one question: a store takes 1,024 clauses at least. */
const MAX_WEIGHT = 1_000;
const SERIES_WEIGHT = 4;

/** Cuts a list into parts that one question each can ask for; neighbours of one bike and source share their clauses. */
export function partsBySeries<T extends Identity>(sought: readonly T[]): T[][] {
  const parts: T[][] = [];
  let weight = MAX_WEIGHT;
  let before: T | undefined;
  for (const one of sought) {
    const isSame = before?.bikeId === one.bikeId && before.source === one.source;
    weight += isSame ? 1 : SERIES_WEIGHT;
    if (weight > MAX_WEIGHT) {
      parts.push([]);
      weight = SERIES_WEIGHT;
    }
    parts.at(-1)?.push(one);
    before = one;
  }
  return parts;
}

export const identityText = ({ bikeId, source, timeMs }: Identity): string => `${bikeId}/${source}/${timeMs}`;

/**
 * Documents of these identities, as of the last refresh. Each bike and source among them is three clauses of the question.
 * @throws BulkFault by the class of what was answered, `retriable` when the store did not answer in time.
 */
export async function findByIdentity(
  es: Elasticsearch,
  { index, timeField, filters = [] }: Place,
  sought: readonly Identity[],
): Promise<Document[]> {
  const path = `/${index}/_search`;
  const times = sought.map(({ timeMs }) => timeMs);
  const within = { gte: Math.min(...times), lte: Math.max(...times), format: "epoch_millis" };
  const should = bySeries(sought).map(({ bikeId, source, timesMs }) => ({
    bool: {
      filter: [{ term: { bike_id: bikeId } }, { term: { source } }, { terms: { [timeField]: timesMs } }],
    },
  }));
  const query = { bool: { filter: [{ range: { [timeField]: within } }, ...filters, { bool: { should } }] } };
  const answer = await es.transport
    .request<Answer>(
      {
        method: "POST",
        path,
        querystring: { allow_partial_search_results: "false", filter_path: "timed_out,hits.hits._source" },
        body: {
          size: MAX_FOUND,
          track_total_hits: false,
          timeout: `${TIMEOUT_MS}ms`,
          query,
        },
      },
      { headers: { "x-opaque-id": "find-by-identity" }, requestTimeout: TIMEOUT_MS + 2_000 },
    )
    .catch((fault: unknown) => {
      throw asBulkFault(path, fault);
    });
  if (answer.timed_out) throw new BulkFault("retriable", 0, `${path}: gave up before it was done`);
  const found = answer.hits?.hits?.map(({ _source }) => _source) ?? [];
  return found.length < MAX_FOUND ? found : allPages(es, index, query, timeField);
}

const Source = z.record(z.string(), z.unknown());

/** What may be more than one answer holds. */
async function allPages(
  es: Elasticsearch,
  index: string,
  query: Readonly<Record<string, unknown>>,
  timeField: string,
): Promise<Document[]> {
  const question = { query, sort: [{ [timeField]: "asc" }], perPage: MAX_FOUND };
  const found: Document[] = [];
  try {
    for await (const page of pageThrough(es, index, question))
      for (const { source } of page) found.push(Source.parse(source));
  } catch (fault) {
    throw asBulkFault(`/${index}/_search`, fault);
  }
  return found;
}

function bySeries(sought: readonly Identity[]) {
  const series = new Map<string, { bikeId: string; source: string; timesMs: number[] }>();
  for (const { bikeId, source, timeMs } of sought) {
    const known = series.get(`${bikeId}/${source}`);
    if (known) known.timesMs.push(timeMs);
    else series.set(`${bikeId}/${source}`, { bikeId, source, timesMs: [timeMs] });
  }
  return [...series.values()];
}
