import type { BoardScope } from "@/lib/quality/board-scope";
import { everOf, WITHDRAWN } from "./of-board";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

const DAY_MS = 86_400_000;
const SILENT_MS = 30 * DAY_MS;
/** A bike that was registered since has not left its shop. */
const NEW_MS = 7 * DAY_MS;

/**
 * Bikes of the board that were registered a week ago or longer and not heard of for thirty days, those never heard of
 * first, then the longest silent, and how many there are.
 * @param page of up to 10,000 in all.
 * @throws AppError `unavailable`.
 */
export async function listSilent(
  reader: Reader,
  scope: BoardScope,
  nowMs: number,
  { skip, limit }: { skip: number; limit: number },
  signal?: AbortSignal,
): Promise<{ readonly bikes: readonly ReportingBike[]; readonly total: number }> {
  const heard = { range: { newest_at: { gte: nowMs - SILENT_MS, format: "epoch_millis" } } };
  const answer = await reader.states(
    "list-silent",
    {
      bool: {
        filter: [...everOf(scope), { range: { registered_at: { lt: nowMs - NEW_MS } } }],
        must_not: [heard, WITHDRAWN],
      },
    },
    {
      size: limit,
      from: skip,
      sort: [
        { newest_at: { order: "asc", missing: "_first" } },
        { registered_at: { order: "asc" } },
        { bike_id: { order: "asc" } },
      ],
      track_total_hits: true,
      _source: REPORTING_SOURCE,
    },
    signal,
  );
  return { bikes: answer.hits.map(({ source }) => toReportingBike(source)), total: answer.total };
}
