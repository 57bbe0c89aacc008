import { z } from "zod";
import type { PartKind } from "@/lib/domain/state-document";
import { parseHit } from "@/lib/es/search";
import type { BoardScope } from "@/lib/quality/board-scope";
import { everOf } from "./of-board";
import type { Reader } from "./reader";
import { REPORTED, REPORTING_SOURCE, toReportingBike } from "./reporting-bike";

/** So many of each kind are named; one more is counted to know that there are. */
const MOST = 25;
/** So many that are everybody's are looked at for those of the board. */
const MOST_OF_ALL = 10_000;
/** Bikes that are named of each, and of others as many. */
const BIKES = 4;
/** What was heard of before says nothing about where a component is now. */
const HEARD_MS = 7 * 86_400_000;
const Keys = z.object({ serials: z.object({ buckets: z.array(z.object({ key: z.string() })) }) });
const Counted = z.object({
  serials: z.object({
    buckets: z.array(
      z.object({ key: z.string(), doc_count: z.number(), own: z.object({ doc_count: z.number() }) }),
    ),
  }),
});
const Hits = z.object({ hits: z.object({ hits: z.array(z.unknown()) }) });
const Named = z.object({
  serials: z.object({
    buckets: z.array(
      z.object({ key: z.string(), own: z.object({ bikes: Hits }), others: z.object({ bikes: Hits }) }),
    ),
  }),
});

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
interface Shared {
  readonly shared: readonly SharedSerial[];
  readonly isCut: boolean;
}

/**
 * Components that several bikes report as their own, by serial number, bikes that were heard of in the last seven days:
 * those of most bikes first, then those whose bikes were all heard of last. Of each kind the first 25, and whether there
 * are more. Kinds are asked for one after another: each asks the store for room for every serial number.
 * @throws AppError `unavailable`.
 */
export async function listSharedSerials(
  reader: Reader,
  scope: BoardScope,
  nowMs: number,
  signal?: AbortSignal,
): Promise<Shared> {
  const found: Shared[] = [];
  for (const reported of REPORTED) found.push(await sharedOf(reader, scope, reported, nowMs, signal));
  return { shared: found.flatMap(({ shared }) => shared), isCut: found.some(({ isCut }) => isCut) };
}

async function sharedOf(
  reader: Reader,
  scope: BoardScope,
  { field, kind }: (typeof REPORTED)[number],
  nowMs: number,
  signal: AbortSignal | undefined,
): Promise<Shared> {
  const own = scope.oemId === null ? { match_all: {} } : { bool: { filter: everOf(scope) } };
  const heard = { range: { newest_at: { gte: nowMs - HEARD_MS, format: "epoch_millis" } } };
  const order = [{ "own.doc_count": "desc" }, { least: "desc" }, { _key: "asc" }];
  // Nearly all are of one bike: counting alone is cheap, whose they are is asked of the few that are left.
  const several = await reader.states(
    "find-shared-serials",
    { bool: { filter: [heard, { exists: { field } }] } },
    { size: 0, aggs: { serials: { terms: { field, min_doc_count: 2, size: MOST_OF_ALL } } } },
    signal,
  );
  const all = Keys.parse(several.aggregations).serials.buckets.map(({ key }) => key);
  if (all.length === 0) return { shared: [], isCut: false };
  const counted = await reader.states(
    "count-shared-serials",
    { bool: { filter: [heard, { terms: { [field]: all } }] } },
    {
      size: 0,
      aggs: {
        serials: {
          terms: { field, include: all, min_doc_count: 2, size: MOST + 1, order },
          aggs: { own: { filter: own }, least: { min: { field: "newest_at" } } },
        },
      },
    },
    signal,
  );
  const theirs = Counted.parse(counted.aggregations).serials.buckets.filter(
    (bucket) => bucket.own.doc_count > 0,
  );
  const kept = theirs.slice(0, MOST);
  const isCut = theirs.length > MOST || all.length === MOST_OF_ALL;
  if (kept.length === 0) return { shared: [], isCut };
  const serials = kept.map(({ key }) => key);
  const bikes = {
    top_hits: { size: BIKES, sort: [{ newest_at: { order: "desc" } }], _source: REPORTING_SOURCE },
  };
  const answer = await reader.states(
    "name-shared-serials",
    { bool: { filter: [heard, { terms: { [field]: serials } }] } },
    {
      size: 0,
      aggs: {
        serials: {
          terms: { field, include: serials, size: serials.length },
          aggs: {
            own: { filter: own, aggs: { bikes } },
            others: { filter: { bool: { must_not: [own] } }, aggs: { bikes } },
          },
        },
      },
    },
    signal,
  );
  const named = new Map(
    Named.parse(answer.aggregations).serials.buckets.map((bucket) => [bucket.key, bucket]),
  );
  const shared = kept.map(({ key, doc_count, own: { doc_count: ownCount } }): SharedSerial => {
    const bucket = named.get(key);
    const [bikeIds, otherIds] = [idsOf(bucket?.own.bikes), idsOf(bucket?.others.bikes)];
    return { kind, serial: key, own: ownCount, total: doc_count, bikeIds, otherIds };
  });
  return { shared, isCut };
}

const idsOf = (found: z.infer<typeof Hits> | undefined): string[] =>
  (found?.hits.hits ?? []).map((hit) => toReportingBike(parseHit(hit).source).bikeId);
