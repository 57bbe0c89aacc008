import { z } from "zod";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { fromCursor, toCursor } from "./cursor";
import type { BikeRide, TimeSpan } from "./models";
import type { Reader } from "./reader";
import { toRide } from "./to-ride";

export const ListRidesInput = z.object({
  limit: z.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
  /** Only rides that begin in this time, ms since epoch, from inclusive to exclusive: of days that follow, each has its own. */
  starting: z.object({ fromMs: z.number(), toMs: z.number() }).optional(),
  /** Only rides that touch this time, ms since epoch, from inclusive to exclusive. */
  touching: z.object({ fromMs: z.number(), toMs: z.number() }).optional(),
});

const Sort = z.tuple([z.number()]);

export interface RidePage {
  /** The newest first. */
  readonly rides: readonly BikeRide[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/**
 * Rides of a bike that begin and end within what of it the asker may see.
 * @throws AppError `invalid` (cursor), `unavailable`.
 */
export async function listRides(
  reader: Reader,
  ranges: readonly VisibleRange[],
  input: z.input<typeof ListRidesInput> = {},
  signal?: AbortSignal,
): Promise<RidePage> {
  const { limit, cursor, starting, touching } = ListRidesInput.parse(input);
  const [first] = ranges;
  if (!first) return { rides: [], total: 0, nextCursor: null };
  const answer = await reader.rides(
    "bike-rides",
    {
      bool: {
        filter: [
          ...ridesWithin(first.of, ranges),
          ...(starting === undefined ? [] : [startingIn(starting)]),
          ...(touching === undefined ? [] : touchingTime(touching)),
        ],
      },
    },
    {
      size: limit,
      sort: [{ start: { order: "desc" } }],
      track_total_hits: true,
      ...(cursor === undefined ? {} : { search_after: fromCursor(cursor, Sort) }),
    },
    signal,
  );
  const last = answer.hits.at(-1);
  return {
    rides: answer.hits.map(({ source }) => toRide(source)),
    total: answer.total,
    nextCursor: last && answer.hits.length === limit ? toCursor(last.sort) : null,
  };
}

/** Rides of a bike that begin and end within the ranges. */
export const ridesWithin = (bikeId: string, ranges: readonly VisibleRange[]) => [
  { term: { bike_id: bikeId } },
  { term: { kind: "ride" } },
  { bool: { should: ranges.map(within), minimum_should_match: 1 } },
];

const startingIn = ({ fromMs, toMs }: TimeSpan) => ({
  range: { start: { gte: fromMs, lt: toMs, format: "epoch_millis" } },
});

const touchingTime = ({ fromMs, toMs }: TimeSpan) => [
  { range: { start: { lt: toMs, format: "epoch_millis" } } },
  { range: { end: { gte: fromMs, format: "epoch_millis" } } },
];

/** Ends of a range may be infinite, and lie in no calendar then. */
const within = ({ fromMs, toMs }: VisibleRange) => ({
  bool: {
    filter: [
      { range: { start: { gte: Math.max(fromMs, 0), format: "epoch_millis" } } },
      ...(Number.isFinite(toMs) ? [{ range: { end: { lt: toMs, format: "epoch_millis" } } }] : []),
    ],
  },
});
