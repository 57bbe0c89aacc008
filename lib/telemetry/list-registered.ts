import type { BoardScope } from "@/lib/quality/board-scope";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

const MOST = 500;
const SILENT_MS = 30 * 86_400_000;

/** Registered bikes of the board's OEM that were not heard of for thirty days, or never, the longest first. */
export async function listSilent(
  reader: Reader,
  scope: BoardScope,
  nowMs: number,
  signal?: AbortSignal,
): Promise<ReportingBike[]> {
  const heard = { range: { newest_at: { gte: nowMs - SILENT_MS } } };
  return listed(
    reader,
    "list-silent",
    { bool: { filter: [registeredOf(scope)], must_not: [heard] } },
    "asc",
    signal,
  );
}

/** Registered bikes of the board's OEM that say what components they have, those heard of last first. */
export async function listReportingParts(
  reader: Reader,
  scope: BoardScope,
  signal?: AbortSignal,
): Promise<ReportingBike[]> {
  const should = ["motor_serial", "battery_serial", "display_serial", "module_serial"].map((field) => ({
    exists: { field },
  }));
  const filter = [registeredOf(scope), { bool: { should, minimum_should_match: 1 } }];
  return listed(reader, "list-reporting-parts", { bool: { filter } }, "desc", signal);
}

const registeredOf = ({ oemId }: BoardScope): Record<string, unknown> =>
  oemId === null ? { exists: { field: "oem_id" } } : { term: { oem_id: oemId } };

async function listed(
  reader: Reader,
  operation: string,
  query: Record<string, unknown>,
  order: "asc" | "desc",
  signal: AbortSignal | undefined,
): Promise<ReportingBike[]> {
  const missing = order === "asc" ? "_first" : "_last";
  const answer = await reader.states(
    operation,
    query,
    {
      size: MOST,
      sort: [{ newest_at: { order, missing } }, { bike_id: { order: "asc" } }],
      _source: REPORTING_SOURCE,
    },
    signal,
  );
  return answer.hits.map(({ source }) => toReportingBike(source));
}
