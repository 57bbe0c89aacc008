import { z } from "zod";
import { SERIAL_FIELDS } from "@/lib/domain/state-document";
import type { BoardScope } from "@/lib/quality/board-scope";
import type { Reader } from "./reader";
import {
  REPORTED,
  REPORTING_SOURCE,
  type ReportedKind,
  type ReportingBike,
  toReportingBike,
} from "./reporting-bike";

const MOST_SERIALS = 50;
const MOST_BIKES = 500;
const Counted = z.partialRecord(
  z.enum(SERIAL_FIELDS),
  z.object({ buckets: z.array(z.object({ key: z.string() })) }),
);

export interface SharedSerial {
  readonly kind: ReportedKind;
  readonly serial: string;
  readonly bikes: readonly ReportingBike[];
}

/** Components that several bikes report, by serial number; at most fifty of each kind. */
export async function listSharedSerials(
  reader: Reader,
  _scope: BoardScope,
  signal?: AbortSignal,
): Promise<SharedSerial[]> {
  const terms = (field: string) => ({ terms: { field, min_doc_count: 2, size: MOST_SERIALS } });
  const aggs = Object.fromEntries(SERIAL_FIELDS.map((field) => [field, terms(field)]));
  const counted = await reader.states("count-shared-serials", { match_all: {} }, { size: 0, aggs }, signal);
  const found = Counted.parse(counted.aggregations ?? {});
  const shared = REPORTED.flatMap(({ field, kind }) =>
    (found[field]?.buckets ?? []).map(({ key }) => ({ field, kind, serial: key })),
  );
  if (shared.length === 0) return [];
  const should = shared.map(({ field, serial }) => ({ term: { [field]: serial } }));
  const answer = await reader.states(
    "list-shared-serials",
    { bool: { should, minimum_should_match: 1 } },
    { size: MOST_BIKES, sort: [{ bike_id: { order: "asc" } }], _source: REPORTING_SOURCE },
    signal,
  );
  const bikes = answer.hits.map(({ source }) => toReportingBike(source));
  return shared.map(({ kind, serial }) => ({
    kind,
    serial,
    bikes: bikes.filter(({ parts }) => parts.some((part) => part.kind === kind && part.serial === serial)),
  }));
}
