import { z } from "zod";
import { SERIAL_FIELDS } from "@/lib/domain/state-document";
import type { BoardScope } from "@/lib/quality/board-scope";
import type { SharedSerial } from "./list-shared-serials";
import type { Reader } from "./reader";
import { REPORTED } from "./reporting-bike";

const HOUR_MS = 3_600_000;
const LOOKED_AT_MS = 7 * 24 * HOUR_MS;
const buckets = <T extends z.ZodType>(bucket: T) => z.object({ buckets: z.array(bucket) });
const Found = z.partialRecord(
  z.enum(SERIAL_FIELDS),
  buckets(
    z.object({
      key: z.string(),
      bikes: buckets(z.object({ key: z.string(), hours: buckets(z.object({ key: z.number() })) })),
    }),
  ),
);

/** In which hours a bike reported a component, ms since epoch of their beginnings, UTC. */
export interface SerialHours {
  readonly bikeId: string;
  readonly hours: readonly number[];
}

/**
 * In which hours of the last seven days bikes reported these components as their own, by `kind serial`.
 * @param shared up to 100, with up to 8 bikes each.
 * @throws AppError `unavailable`.
 */
export async function getSerialHours(
  reader: Reader,
  _scope: BoardScope,
  shared: readonly SharedSerial[],
  nowMs: number,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly SerialHours[]>> {
  const ids = [...new Set(shared.flatMap(({ bikeIds, otherIds }) => [...bikeIds, ...otherIds]))];
  if (ids.length === 0) return new Map();
  const wanted = REPORTED.map(({ field, kind }) => ({
    field,
    kind,
    serials: shared.flatMap((one) => (one.kind === kind ? [one.serial] : [])),
  })).filter(({ serials }) => serials.length > 0);
  const aggs = Object.fromEntries(
    wanted.map(({ field, serials }) => [
      field,
      {
        terms: { field, include: serials, size: serials.length },
        aggs: {
          bikes: {
            terms: { field: "bike_id", size: ids.length },
            aggs: {
              hours: { date_histogram: { field: "@timestamp", fixed_interval: "1h", min_doc_count: 1 } },
            },
          },
        },
      },
    ]),
  );
  const says = {
    bool: { should: wanted.map(({ field }) => ({ exists: { field } })), minimum_should_match: 1 },
  };
  const answer = await reader.readings(
    "get-serial-hours",
    {
      fromMs: nowMs - LOOKED_AT_MS,
      toMs: nowMs + HOUR_MS,
      filters: [{ terms: { bike_id: ids } }, says],
      body: { size: 0, aggs },
    },
    signal,
  );
  const found = Found.parse(answer.aggregations ?? {});
  return new Map(
    wanted.flatMap(({ field, kind }) =>
      (found[field]?.buckets ?? []).map(({ key, bikes }) => [
        `${kind} ${key}`,
        bikes.buckets.map(({ key: bikeId, hours }) => ({
          bikeId,
          hours: hours.buckets.map((hour) => hour.key),
        })),
      ]),
    ),
  );
}
