import type { PartKind } from "@/lib/domain/state-document";
import type { BoardScope } from "@/lib/quality/board-scope";
import { NEWEST_FIRST } from "./list-unregistered";
import { everOf } from "./of-board";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

/**
 * Registered bikes of the board that report another component than the registered one of one of these kinds, those heard
 * of last first, and how many there are.
 * @param page of up to 10,000 in all.
 * @throws AppError `unavailable`.
 */
export async function listDiffering(
  reader: Reader,
  scope: BoardScope,
  kinds: readonly PartKind[],
  { skip, limit }: { skip: number; limit: number },
  signal?: AbortSignal,
): Promise<{ readonly bikes: readonly ReportingBike[]; readonly total: number }> {
  const answer = await reader.states(
    "list-differing",
    { bool: { filter: [...everOf(scope), { terms: { differs: kinds } }] } },
    { size: limit, from: skip, sort: NEWEST_FIRST, track_total_hits: true, _source: REPORTING_SOURCE },
    signal,
  );
  const bikes = answer.hits.map(({ source }) => toReportingBike(source));
  return {
    bikes: bikes.map((bike) => ({ ...bike, parts: bike.parts.filter(({ kind }) => kinds.includes(kind)) })),
    total: answer.total,
  };
}
