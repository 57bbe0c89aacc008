import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "./client";
import { onceShardsHaveStarted } from "./once-shards-have-started";
import { asUnavailable } from "./search-fault";

const TIMEOUT_MS = 10_000;
/** As many as one search answers. */
const MOST = 10_000;
const ANSWERED = "timed_out,hits.total.value,hits.hits._source";

type Clause = Readonly<Record<string, unknown>>;

export interface FiguresQuestion {
  readonly filters: readonly Clause[];
  readonly sort?: readonly Clause[];
  /** Of those that match only the first; without it all of them, or none. */
  readonly first?: number;
}

/** Asks for published figures as of the last refresh; named, and given up by its signal. */
export type FiguresSearch = (
  operation: string,
  question: FiguresQuestion,
  signal?: AbortSignal,
) => Promise<readonly unknown[]>;

/** A search of one index. @throws AppError `unavailable` when the answer is missing, partial or late; `too-large`. */
export function createFiguresSearch(es: Elasticsearch, index: string): FiguresSearch {
  return async (operation, { filters, sort, first }, signal) => {
    const ask = () =>
      es.transport.request<FoundFigures>(
        {
          method: "POST",
          path: `/${index}/_search`,
          querystring: { allow_partial_search_results: "false", filter_path: ANSWERED },
          body: {
            size: first ?? MOST,
            query: { bool: { filter: filters } },
            track_total_hits: first === undefined,
            timeout: `${TIMEOUT_MS}ms`,
            ...(sort ? { sort } : {}),
          },
        },
        {
          requestTimeout: TIMEOUT_MS + 2_000,
          headers: { "x-opaque-id": operation },
          ...(signal ? { signal } : {}),
        },
      );
    const { timed_out, hits } = await onceShardsHaveStarted(ask, signal).catch((fault: unknown) => {
      throw asUnavailable(operation, fault);
    });
    if (timed_out !== false)
      throw new AppError("unavailable", `${operation}: the store gave up before it was done`, {
        retryAfterSeconds: 2,
      });
    if (first === undefined && (hits?.total?.value ?? 0) > MOST)
      throw new AppError("too-large", `Expected at most ${MOST} documents, got ${hits?.total?.value}.`);
    return (hits?.hits ?? []).map(({ _source }) => _source);
  };
}

interface FoundFigures {
  readonly timed_out?: boolean;
  readonly hits?: {
    readonly total?: { readonly value?: number };
    readonly hits?: readonly { readonly _source?: unknown }[];
  };
}
