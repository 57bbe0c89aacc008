import type { Bindings } from "@/lib/domain/whose-bikes";
import type { BoardScope } from "@/lib/quality/board-scope";
import { NEWEST_FIRST } from "./list-unregistered";
import { boundTo, NAMES_PARTS, NOBODYS } from "./of-board";
import type { Reader } from "./reader";
import { REPORTING_SOURCE, type ReportingBike, toReportingBike } from "./reporting-bike";

const PER_PART = 1_000;

export interface ScannedPart {
  readonly bikes: readonly ReportingBike[];
  /** Where to go on; null at the end. */
  readonly next: readonly (string | number)[] | null;
}

/**
 * Bikes that nobody registered and that say what components they have, the newest first, a thousand at a time: whose
 * they may be is told by their components alone. Those that are bound to somebody are left out.
 * @param after where the part before ended; null for the first.
 * @throws AppError `unavailable`.
 */
export async function scanUnregistered(
  reader: Reader,
  _scope: BoardScope,
  bound: Bindings | null,
  after: ScannedPart["next"],
  signal?: AbortSignal,
): Promise<ScannedPart> {
  const answer = await reader.states(
    "scan-unregistered",
    { bool: { filter: [NOBODYS, NAMES_PARTS], must_not: bound === null ? [] : [boundTo(bound)] } },
    {
      size: PER_PART,
      sort: NEWEST_FIRST,
      _source: REPORTING_SOURCE,
      ...(after === null ? {} : { search_after: after }),
    },
    signal,
  );
  const last = answer.hits.at(-1);
  return {
    bikes: answer.hits.map(({ source }) => toReportingBike(source)),
    next: last !== undefined && answer.hits.length === PER_PART ? last.sort : null,
  };
}
