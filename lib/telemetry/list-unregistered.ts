import type { BoardScope } from "@/lib/quality/board-scope";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

const MOST = 500;

/** Bikes that report and that nobody registered, the newest first, and how many there are; whose they are is not known here. */
export async function listUnregistered(
  reader: Reader,
  _scope: BoardScope,
  signal?: AbortSignal,
): Promise<{ readonly bikes: readonly ReportingBike[]; readonly total: number }> {
  const nobodys = {
    nested: { path: "tenures", query: { bool: { must_not: [{ exists: { field: "tenures.fleet_id" } }] } } },
  };
  const answer = await reader.states(
    "list-unregistered",
    {
      bool: {
        filter: [{ exists: { field: "newest_at" } }, nobodys],
        must_not: [{ exists: { field: "oem_id" } }],
      },
    },
    {
      size: MOST,
      sort: [{ newest_at: { order: "desc" } }, { bike_id: { order: "asc" } }],
      track_total_hits: true,
      _source: REPORTING_SOURCE,
    },
    signal,
  );
  return { bikes: answer.hits.map(({ source }) => toReportingBike(source)), total: answer.total };
}
