import { z } from "zod";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { stretchesOf } from "@/lib/domain/whose-bikes";
import type { VisibleBikes } from "@/lib/fleet/visible-range";
import { fromCursor, toCursor } from "./cursor";
import type { BikePage } from "./models";
import type { Reader } from "./reader";
import { parseStateDocument, type StateRow } from "./state-row";
import { toBikeState } from "./to-bike-state";

/** What a list can be sorted by, and the state field behind it. */
const BIKE_SORTS = {
  bike: "bike_id",
  newest: "newest_at",
  charge: "soc_permille",
  speed: "speed_ckmh",
  odometer: "odometer_m",
} as const;

export const ListBikesInput = z.object({
  /** Part of a bike id; capitals or not. */
  query: z
    .string()
    .trim()
    .max(32)
    .transform((text) => text.toUpperCase())
    .default(""),
  maxChargePct: z.number().min(0).max(100).optional(),
  withFaults: z.boolean().default(false),
  /** Newest reading measured at or after, and before; ms since epoch. */
  newestFromMs: z.number().int().optional(),
  newestToMs: z.number().int().optional(),
  sort: z.enum(["bike", "newest", "charge", "speed", "odometer"]).default("newest"),
  order: z.enum(["asc", "desc"]).default("desc"),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListBikesInput = z.input<typeof ListBikesInput>;
type Parsed = z.output<typeof ListBikesInput>;
type Clause = Record<string, unknown>;

/**
 * Bikes that the viewer may see with their newest values, one page; a bike without the sorted value comes last.
 * @throws AppError `invalid` for a foreign cursor, `unavailable`.
 */
export async function listBikes(
  reader: Reader,
  visible: VisibleBikes,
  input: ListBikesInput = {},
  signal?: AbortSignal,
): Promise<BikePage> {
  const wanted = ListBikesInput.parse(input);
  const answer = await reader.states(
    "list-bikes",
    { bool: { filter: [HAS_REPORTED, ...visibleBikes(visible, Date.now()), ...chosen(wanted)] } },
    {
      size: wanted.limit,
      sort: sortOf(wanted),
      track_total_hits: true,
      _source: ["bike_id", "registration", "fields"],
      ...(wanted.cursor === undefined ? {} : { search_after: fromCursor(wanted.cursor, positionOf(wanted)) }),
    },
    signal,
  );
  const bikes = answer.hits.flatMap((hit) => {
    const row = parseStateDocument(hit.source);
    return toBikeState(row, visible.positions, isTheirs(visible, row)) ?? [];
  });
  const last = answer.hits[answer.hits.length - 1];
  const more = answer.hits.length === wanted.limit && last;
  return { bikes, total: answer.total, nextCursor: more ? toCursor(last.sort) : null };
}

const Sorted = z.union([z.number(), z.string().regex(/^-?\d{1,16}$/)]);
const Bike = z.string().regex(BIKE_ID_PATTERN);

/** Where a page ended: what it is sorted by, as `sortOf` has it. */
const positionOf = ({ sort }: Parsed): z.ZodType<(string | number)[]> =>
  sort === "bike" ? z.tuple([Bike, Sorted]) : z.tuple([Sorted, Bike]);

/** A registered bike that has never reported has a state too. */
const HAS_REPORTED: Clause = { exists: { field: "newest_at" } };
const REGISTERED: Clause = { term: { is_registered: true } };

/** Values measured while the bike was one that the viewer sees. */
function isTheirs({ bikes }: VisibleBikes, row: StateRow): (atMs: number) => boolean {
  if (bikes === "all") return () => true;
  const stretches = stretchesOf(bikes, row.bike_id, row.registration ?? null);
  return (atMs) => stretches.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
}

function visibleBikes({ bikes }: VisibleBikes, nowMs: number): Clause[] {
  if (bikes === "all") return [];
  const bound = anyOf([
    { terms: { bike_id: bikes.bikeIds } },
    ...bikes.bikePrefixes.map((prefix) => ({ prefix: { bike_id: prefix } })),
  ]);
  if (bikes.fleetIds === "every") return [bound];
  const nobodys = { bool: { filter: [bound], must_not: [REGISTERED] } };
  const theirs = anyOf([assignedTo(bikes.fleetIds, nowMs), nobodys]);
  return bikes.onlyBound ? [bound, theirs] : [theirs];
}

function assignedTo(fleetIds: readonly string[], nowMs: number): Clause {
  const isOver = { range: { "fleets.to": { lte: nowMs } } };
  const isAhead = { range: { "fleets.from": { gt: nowMs } } };
  const query = {
    bool: { filter: [{ terms: { "fleets.fleet_id": fleetIds } }], must_not: [isOver, isAhead] },
  };
  return { nested: { path: "fleets", query } };
}

const anyOf = (should: Clause[]): Clause => ({ bool: { should, minimum_should_match: 1 } });

function chosen(wanted: Parsed): Clause[] {
  const newest = {
    ...(wanted.newestFromMs === undefined ? {} : { gte: wanted.newestFromMs }),
    ...(wanted.newestToMs === undefined ? {} : { lt: wanted.newestToMs }),
  };
  const literal = wanted.query.replace(/[*?\\]/g, "\\$&");
  return [
    ...(wanted.query === "" ? [] : [{ wildcard: { bike_id: `*${literal}*` } }]),
    ...(wanted.maxChargePct === undefined
      ? []
      : [{ range: { soc_permille: { lte: Math.round(wanted.maxChargePct * 10) } } }]),
    ...(wanted.withFaults ? [{ exists: { field: "error_codes" } }] : []),
    ...(Object.keys(newest).length === 0 ? [] : [{ range: { newest_at: newest } }]),
  ];
}

/** The substitute for a missing value lies beyond the field's range, on the side that is listed last. */
function sortOf({ sort, order }: Parsed): Clause[] {
  const field = BIKE_SORTS[sort];
  if (sort === "bike") return [{ bike_id: { order } }, { newest_at: { order, format: "epoch_millis" } }];
  const missing = order === "desc" ? -1 : 2_147_483_647;
  const primary = sort === "newest" ? { order, format: "epoch_millis" } : { order, missing };
  return [{ [field]: primary }, { bike_id: { order: "asc" } }];
}
