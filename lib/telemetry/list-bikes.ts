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
  const side = sideOf(visible, wanted, Date.now());
  const answer = await reader.states(
    "list-bikes",
    { bool: { filter: [...side.where, ...named(wanted)] } },
    {
      size: wanted.limit,
      sort: sortOf(wanted, side),
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

/** Values measured while the bike was one that the viewer sees. */
function isTheirs({ bikes }: VisibleBikes, row: StateRow): (atMs: number) => boolean {
  if (bikes === "all") return () => true;
  const stretches = stretchesOf(bikes, row.bike_id, row.registration ?? null);
  return (atMs) => stretches.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
}

/** Where a viewer looks: at states, or at the tenures for which they see the bike. */
interface Side {
  readonly where: Clause[];
  readonly prefix: "" | "tenures.";
  /** Which tenures of a bike count. */
  readonly tenures: Clause | null;
}

function sideOf({ bikes }: VisibleBikes, wanted: Parsed, nowMs: number): Side {
  const states = { prefix: "", tenures: null } as const;
  if (bikes === "all") return { ...states, where: chosen(wanted, "") };
  const bound = anyOf([
    { terms: { bike_id: bikes.bikeIds } },
    ...bikes.bikePrefixes.map((prefix) => ({ prefix: { bike_id: prefix } })),
  ]);
  if (bikes.fleetIds === "every") return { ...states, where: [bound, ...chosen(wanted, "")] };
  const theirs = assignedTo(bikes.fleetIds, nowMs);
  const chosenIn = (tenure: Clause) => ({
    nested: { path: "tenures", query: { bool: { filter: [tenure, ...chosen(wanted, "tenures.")] } } },
  });
  const where = anyOf([chosenIn(theirs), { bool: { filter: [bound, chosenIn(NOBODYS)] } }]);
  return {
    where: bikes.onlyBound ? [bound, where] : [where],
    prefix: "tenures.",
    tenures: anyOf([theirs, NOBODYS]),
  };
}

const NOBODYS: Clause = { bool: { must_not: [{ exists: { field: "tenures.fleet_id" } }] } };

function assignedTo(fleetIds: readonly string[], nowMs: number): Clause {
  const isOver = { range: { "tenures.to": { lte: nowMs } } };
  const isAhead = { range: { "tenures.from": { gt: nowMs } } };
  return { bool: { filter: [{ terms: { "tenures.fleet_id": fleetIds } }], must_not: [isOver, isAhead] } };
}

const anyOf = (should: Clause[]): Clause => ({ bool: { should, minimum_should_match: 1 } });

/** What is asked of values, and that there are some: a registered bike that has never reported has a state too. */
function chosen(wanted: Parsed, prefix: Side["prefix"]): Clause[] {
  const newest = {
    ...(wanted.newestFromMs === undefined ? {} : { gte: wanted.newestFromMs }),
    ...(wanted.newestToMs === undefined ? {} : { lt: wanted.newestToMs }),
  };
  const faulty =
    prefix === "" ? { exists: { field: "error_codes" } } : { term: { "tenures.has_faults": true } };
  return [
    { exists: { field: `${prefix}newest_at` } },
    ...(wanted.maxChargePct === undefined
      ? []
      : [{ range: { [`${prefix}soc_permille`]: { lte: Math.round(wanted.maxChargePct * 10) } } }]),
    ...(wanted.withFaults ? [faulty] : []),
    ...(Object.keys(newest).length === 0 ? [] : [{ range: { [`${prefix}newest_at`]: newest } }]),
  ];
}

function named({ query }: Parsed): Clause[] {
  const literal = query.replace(/[*?\\]/g, "\\$&");
  return query === "" ? [] : [{ wildcard: { bike_id: `*${literal}*` } }];
}

/** The substitute for a missing value lies beyond the field's range, on the side that is listed last. */
function sortOf({ sort, order }: Parsed, { prefix, tenures }: Side): Clause[] {
  const by = (field: string, how: Clause): Clause =>
    tenures === null
      ? { [field]: { order, ...how } }
      : { [prefix + field]: { order, ...how, nested: { path: "tenures", filter: tenures } } };
  const newest = by("newest_at", { format: "epoch_millis" });
  if (sort === "bike") return [{ bike_id: { order } }, newest];
  const missing = order === "desc" ? -1 : 2_147_483_647;
  return [sort === "newest" ? newest : by(BIKE_SORTS[sort], { missing }), { bike_id: { order: "asc" } }];
}
