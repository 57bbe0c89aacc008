import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "./client";
import { createSearch } from "./search";
import { asUnavailable } from "./search-fault";

const REFRESH_TIMEOUT_MS = 30_000;

/** All latest states of an installation, page by page in the order of bike ids. */
export interface StateScan {
  /** Lets pages show every state that was accepted before. @throws AppError `unavailable`. */
  refresh(signal: AbortSignal): Promise<void>;
  /** States behind a bike's, from the first for null; none when that was the last. @throws AppError `unavailable`. */
  page(after: string | null, signal: AbortSignal): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/**
 * A state is replaced in one step, so that a bike keeps its place among the others whatever is written meanwhile. One
 * that is new may be missed behind the page's beginning.
 * @param fields names of what is read of each document.
 */
export function createStateScan(
  es: Elasticsearch,
  names: Names,
  operation: string,
  options: { readonly fields: readonly string[]; readonly pageSize: number },
): StateScan {
  const search = createSearch(es, names);
  return {
    async refresh(signal) {
      await es.transport
        .request<unknown>(
          { method: "POST", path: `/${names.state}/_refresh` },
          { requestTimeout: REFRESH_TIMEOUT_MS, headers: { "x-opaque-id": operation }, signal },
        )
        .catch((fault: unknown) => {
          throw asUnavailable(operation, fault);
        });
    },
    async page(after, signal) {
      const { hits } = await search.states(
        operation,
        { match_all: {} },
        {
          size: options.pageSize,
          sort: [{ bike_id: "asc" }],
          track_total_hits: false,
          _source: options.fields,
          ...(after === null ? {} : { search_after: [after] }),
        },
        signal,
      );
      return hits.map(({ source }) => source);
    },
  };
}
