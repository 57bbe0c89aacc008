import type { Bindings } from "@/lib/domain/whose-bikes";
import type { BoardScope } from "@/lib/quality/board-scope";
import { anyOf, boundTo, NOBODYS, ridingWithdrawn } from "./of-board";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

/** The newest first; bikes of one time by their ids. */
export const NEWEST_FIRST = [{ newest_at: { order: "desc" } }, { bike_id: { order: "asc" } }];

/**
 * Bikes that ride and are not registered, the newest first, and how many there are: of the board's OEM those that were
 * withdrawn and ride, and those that its clients are bound to; of all OEMs everybody's and nobody's.
 * @param page of up to 10,000 in all.
 * @throws AppError `unavailable`.
 */
export async function listUnregistered(
  reader: Reader,
  scope: BoardScope,
  bound: Bindings | null,
  { skip, limit }: { skip: number; limit: number },
  signal?: AbortSignal,
): Promise<{ readonly bikes: readonly ReportingBike[]; readonly total: number }> {
  const theirs = bound === null ? [] : [{ bool: { filter: [NOBODYS, boundTo(bound)] } }];
  const answer = await reader.states(
    "list-unregistered",
    anyOf([ridingWithdrawn(scope), ...(scope.oemId === null ? [NOBODYS] : theirs)]),
    { size: limit, from: skip, sort: NEWEST_FIRST, track_total_hits: true, _source: REPORTING_SOURCE },
    signal,
  );
  return { bikes: answer.hits.map(({ source }) => toReportingBike(source)), total: answer.total };
}
