import { z } from "zod";
import { type PartKind, SERIAL_FIELDS } from "@/lib/domain/state-document";
import { parseHit } from "@/lib/es/search";
import type { BoardScope } from "@/lib/quality/board-scope";
import { everOf } from "./of-board";
import type { Reader } from "./reader";
import { REPORTED, REPORTING_SOURCE, toReportingBike } from "./reporting-bike";

/** So many of each kind are named; one more is counted to know that there are. */
const MOST = 25;
/** Bikes that are named of each, and of others as many. */
const BIKES = 4;
const Counted = z.partialRecord(
  z.enum(SERIAL_FIELDS),
  z.object({
    buckets: z.array(
      z.object({ key: z.string(), doc_count: z.number(), own: z.object({ doc_count: z.number() }) }),
    ),
  }),
);
const Hits = z.object({ hits: z.object({ hits: z.array(z.unknown()) }) });
const Named = z.partialRecord(
  z.enum(SERIAL_FIELDS),
  z.object({
    buckets: z.array(
      z.object({ key: z.string(), own: z.object({ bikes: Hits }), others: z.object({ bikes: Hits }) }),
    ),
  }),
);

/** A component that several bikes report, one of the board's at least. */
export interface SharedSerial {
  readonly kind: PartKind;
  readonly serial: string;
  /** How many bikes of the board's report it, and how many in all. */
  readonly own: number;
  readonly total: number;
  /** Some of them, those heard of last first. */
  readonly bikeIds: readonly string[];
  /** Some of the others; they are for judging, and nobody is shown them. */
  readonly otherIds: readonly string[];
}

/**
 * Components that several bikes report as their own now, by serial number: those of most bikes first, then those whose
 * bikes were all heard of last. Of each kind the first 25, and whether there are more.
 * @throws AppError `unavailable`.
 */
export async function listSharedSerials(
  reader: Reader,
  scope: BoardScope,
  signal?: AbortSignal,
): Promise<{ readonly shared: readonly SharedSerial[]; readonly isCut: boolean }> {
  const own = scope.oemId === null ? { match_all: {} } : { bool: { filter: everOf(scope) } };
  const order = [{ "own.doc_count": "desc" }, { least: "desc" }, { _key: "asc" }];
  const counted = await reader.states(
    "count-shared-serials",
    { match_all: {} },
    {
      size: 0,
      aggs: bySerial((field) => ({
        terms: { field, min_doc_count: 2, size: MOST + 1, order },
        aggs: { own: { filter: own }, least: { min: { field: "newest_at" } } },
      })),
    },
    signal,
  );
  const found = Counted.parse(counted.aggregations ?? {});
  const theirs = REPORTED.map(({ field, kind }) => ({
    field,
    kind,
    buckets: (found[field]?.buckets ?? []).filter((bucket) => bucket.own.doc_count > 0),
  }));
  const isCut = theirs.some(({ buckets }) => buckets.length > MOST);
  const kept = theirs.map(({ buckets, ...rest }) => ({ ...rest, buckets: buckets.slice(0, MOST) }));
  if (kept.every(({ buckets }) => buckets.length === 0)) return { shared: [], isCut };
  const keys = new Map(kept.map(({ field, buckets }) => [field, buckets.map(({ key }) => key)]));
  const bikes = {
    top_hits: { size: BIKES, sort: [{ newest_at: { order: "desc" } }], _source: REPORTING_SOURCE },
  };
  const named = await reader.states(
    "name-shared-serials",
    {
      bool: {
        should: [...keys].map(([field, serials]) => ({ terms: { [field]: serials } })),
        minimum_should_match: 1,
      },
    },
    {
      size: 0,
      aggs: bySerial((field) => ({
        terms: { field, include: keys.get(field) ?? [], size: MOST },
        aggs: {
          own: { filter: own, aggs: { bikes } },
          others: { filter: { bool: { must_not: [own] } }, aggs: { bikes } },
        },
      })),
    },
    signal,
  );
  const names = Named.parse(named.aggregations ?? {});
  const shared = kept.flatMap(({ field, kind, buckets }) =>
    buckets.map(({ key, doc_count, own: { doc_count: ownCount } }): SharedSerial => {
      const bucket = names[field]?.buckets.find((one) => one.key === key);
      return {
        kind,
        serial: key,
        own: ownCount,
        total: doc_count,
        bikeIds: idsOf(bucket?.own.bikes),
        otherIds: idsOf(bucket?.others.bikes),
      };
    }),
  );
  return { shared, isCut };
}

const bySerial = (of: (field: (typeof SERIAL_FIELDS)[number]) => unknown): Record<string, unknown> =>
  Object.fromEntries(SERIAL_FIELDS.map((field) => [field, of(field)]));

const idsOf = (found: z.infer<typeof Hits> | undefined): string[] =>
  (found?.hits.hits ?? []).map((hit) => toReportingBike(parseHit(hit).source).bikeId);
