import type { Names } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "./client";
import { onceShardsHaveStarted } from "./once-shards-have-started";
import { asUnavailable, isIndexMissing } from "./search-fault";
import { createWindowListing } from "./window-listing";

/** A longer list of names does not fit the URL (4 KB). */
const MAX_TARGET_LENGTH = 3_500;
const TIMEOUT_MS = 10_000;
/** What is read of an answer; the rest would be a third of its bytes. */
const ANSWERED = "timed_out,_shards.total,hits.total,hits.hits._source,hits.hits.sort,aggregations";

export interface Hit {
  readonly source: Readonly<Record<string, unknown>>;
  readonly sort: readonly (string | number)[];
}
interface Answer {
  readonly total: number;
  /** Shards that were asked, those skipped by the range among them. */
  readonly shards: number;
  readonly hits: readonly Hit[];
  readonly aggregations: unknown;
}
/** Search body without query; the query is built from range and filters. */
interface SearchBody {
  readonly size: number;
  /** Hits that are left out; with `size` up to 10,000. */
  readonly from?: number;
  readonly sort?: readonly Record<string, unknown>[];
  readonly search_after?: readonly (string | number)[];
  readonly track_total_hits?: number | boolean;
  readonly _source?: boolean | readonly string[];
  readonly aggs?: Readonly<Record<string, unknown>>;
}
interface ReadingsQuestion {
  /** Event time, ms since epoch, `fromMs` inclusive to `toMs` exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly filters: readonly Record<string, unknown>[];
  readonly body: SearchBody;
}

/** The readings, states and rides of one installation, as questions that are named, bounded in time and can be given up. */
export interface Search {
  /** @throws AppError `unavailable` when the answer is missing, partial or late, or a listed window is gone. */
  readings(operation: string, question: ReadingsQuestion, signal?: AbortSignal): Promise<Answer>;
  /** Latest states that match; as of the last refresh. @throws AppError `unavailable`. */
  states(
    operation: string,
    query: Record<string, unknown>,
    body: SearchBody,
    signal?: AbortSignal,
  ): Promise<Answer>;
  /** Rides that match; as of the last refresh. @throws AppError `unavailable`. */
  rides(
    operation: string,
    query: Record<string, unknown>,
    body: SearchBody,
    signal?: AbortSignal,
  ): Promise<Answer>;
  /** One bike's state document, realtime; null when it has none. @throws AppError `unavailable`. */
  state(operation: string, bikeId: string, signal?: AbortSignal): Promise<unknown>;
}

const NOTHING: Answer = { total: 0, shards: 0, hits: [], aggregations: undefined };

export function createSearch(es: Elasticsearch, names: Names): Search {
  const listing = createWindowListing(es, names.windowPrefix);

  async function search(
    operation: string,
    target: string,
    options: { prune: boolean; query: unknown; body: SearchBody; signal: AbortSignal | undefined },
  ): Promise<Answer> {
    const ask = () =>
      es.transport.request<unknown>(
        {
          method: "POST",
          path: `/${target}/_search`,
          querystring: {
            allow_partial_search_results: "false",
            filter_path: ANSWERED,
            ...(options.prune ? { pre_filter_shard_size: "1" } : {}),
          },
          body: { ...options.body, query: options.query, timeout: `${TIMEOUT_MS}ms` },
        },
        {
          requestTimeout: TIMEOUT_MS + 2_000,
          headers: { "x-opaque-id": operation },
          ...(options.signal ? { signal: options.signal } : {}),
        },
      );
    const answer = await onceShardsHaveStarted(ask, options.signal).catch((fault: unknown) => {
      throw asUnavailable(operation, fault);
    });
    return parseAnswer(operation, answer);
  }

  return {
    async readings(operation, question, signal) {
      const { targets, existing } = await listing.touching(question.fromMs, question.toMs);
      if (targets.length === 0) return NOTHING;
      const named = targets.join();
      const byName = named.length <= MAX_TARGET_LENGTH;
      const answer = await search(operation, byName ? named : `${names.windowPrefix}*`, {
        prune: !byName,
        query: { bool: { filter: [timeRange(question.fromMs, question.toMs), ...question.filters] } },
        body: question.body,
        signal,
      }).catch((fault: unknown) => {
        if (isIndexMissing(fault)) listing.forget();
        throw fault;
      });
      // A pattern leaves out what is gone; each window has a shard at least.
      if (byName || answer.shards >= existing) return answer;
      listing.forget();
      throw new AppError("unavailable", `${operation}: a listed window is missing`, { retryAfterSeconds: 2 });
    },
    states: (operation, query, body, signal) =>
      search(operation, names.state, { prune: false, query, body, signal }),
    rides: (operation, query, body, signal) =>
      search(operation, names.rides, { prune: false, query, body, signal }),
    async state(operation, bikeId, signal) {
      const answer = await es.transport
        .request<{ found?: boolean; _source?: unknown }>(
          { method: "GET", path: `/${names.state}/_doc/${encodeURIComponent(bikeId)}` },
          {
            requestTimeout: TIMEOUT_MS,
            headers: { "x-opaque-id": operation },
            ignore: [404],
            ...(signal ? { signal } : {}),
          },
        )
        .catch((fault: unknown) => {
          throw asUnavailable(operation, fault);
        });
      if (answer.found === undefined)
        throw new AppError("unavailable", `${operation}: the state index is missing`);
      return answer.found ? answer._source : null;
    },
  };
}

/** Event times from `fromMs` inclusive to `toMs` exclusive. */
export const timeRange = (fromMs: number, toMs: number): Record<string, unknown> => ({
  range: { "@timestamp": { gte: fromMs, lt: toMs, format: "epoch_millis" } },
});

function parseAnswer(operation: string, answer: unknown): Answer {
  if (!isRecord(answer) || answer.timed_out !== false) {
    throw new AppError("unavailable", `${operation}: the store gave up before it was done`, {
      retryAfterSeconds: 2,
    });
  }
  const { total, hits } = isRecord(answer.hits) ? answer.hits : {};
  const shards = isRecord(answer._shards) ? answer._shards.total : 0;
  return {
    shards: typeof shards === "number" ? shards : 0,
    total: isRecord(total) && typeof total.value === "number" ? total.value : 0,
    hits: Array.isArray(hits) ? hits.map(parseHit) : [],
    aggregations: answer.aggregations,
  };
}

/** A hit of an answer, also of one inside an aggregation. */
export function parseHit(hit: unknown): Hit {
  const found = isRecord(hit) ? hit : {};
  return {
    source: isRecord(found._source) ? found._source : {},
    sort: Array.isArray(found.sort) ? found.sort : [],
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
