import { z } from "zod";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { VisibleBikes } from "@/lib/fleet/visible-range";
import { fromCursor, toCursor } from "./cursor";
import type { BikePage } from "./models";
import type { Reader } from "./reader";
import { parseStateDocument } from "./state-row";
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
    { bool: { filter: [...visibleBikes(visible), ...chosen(wanted)] } },
    {
      size: wanted.limit,
      sort: sortOf(wanted),
      track_total_hits: true,
      _source: ["bike_id", "newest_at", "fields"],
      ...(wanted.cursor === undefined ? {} : { search_after: fromCursor(wanted.cursor, positionOf(wanted)) }),
    },
    signal,
  );
  const bikes = answer.hits.flatMap(
    (hit) => toBikeState(parseStateDocument(hit.source), visible.positions) ?? [],
  );
  const last = answer.hits[answer.hits.length - 1];
  const more = answer.hits.length === wanted.limit && last;
  return { bikes, total: answer.total, nextCursor: more ? toCursor(last.sort) : null };
}

const Sorted = z.union([z.number(), z.string().regex(/^-?\d{1,16}$/)]);
const Bike = z.string().regex(BIKE_ID_PATTERN);

/** Where a page ended: what it is sorted by, as `sortOf` has it. */
const positionOf = ({ sort }: Parsed): z.ZodType<(string | number)[]> =>
  sort === "bike" ? z.tuple([Bike, Sorted]) : z.tuple([Sorted, Bike]);

function visibleBikes(visible: VisibleBikes): Clause[] {
  if (visible.bikes === "all") return [];
  const { ids, prefixes } = visible.bikes;
  const should = [
    { terms: { bike_id: ids } },
    ...prefixes.map((prefix) => ({ prefix: { bike_id: prefix } })),
  ];
  return [{ bool: { should, minimum_should_match: 1 } }];
}

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
