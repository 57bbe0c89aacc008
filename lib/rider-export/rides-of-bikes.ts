import { z } from "zod";
import type { Moments } from "@/lib/domain/whose-ride";
import type { HadBike, RidesOf } from "@/lib/erasure/known-bikes";
import { pageThrough } from "@/lib/es/page-through";
import type { ExportStores } from "./export-stores";

const PER_PAGE = 5_000;
/** Clauses of one question. */
const BIKES_AT_ONCE = 500;
const Ride = z.object({ bike_id: z.string(), start: z.number(), end: z.number() });

/** Rides as their index has them. */
export const ridesIn =
  ({ es, names }: ExportStores): RidesOf =>
  async (bikes) => {
    const rides = new Map<string, Moments[]>(bikes.map(({ bikeId }) => [bikeId, []]));
    for (let from = 0; from < bikes.length; from += BIKES_AT_ONCE) {
      const query = ridesOfBikes(bikes.slice(from, from + BIKES_AT_ONCE));
      const asked = { query, sort: [{ start: "asc" }], perPage: PER_PAGE, fields: Object.keys(Ride.shape) };
      for await (const page of pageThrough(es, names.rides, asked))
        for (const { source } of page) {
          const { bike_id, start, end } = Ride.parse(source);
          rides.get(bike_id)?.push({ fromMs: start, toMs: end });
        }
    }
    return rides;
  };

/** Rides of bikes that lie in the time that somebody had to do with them, or reach into it. */
export const ridesOfBikes = (bikes: readonly HadBike[]) => ({
  bool: {
    should: bikes.map(({ bikeId, fromMs, toMs }) => ({
      bool: {
        filter: [
          { term: { kind: "ride" } },
          { term: { bike_id: bikeId } },
          ...(fromMs === null ? [] : [{ range: { end: { gte: fromMs, format: "epoch_millis" } } }]),
          ...(toMs === null ? [] : [{ range: { start: { lte: toMs, format: "epoch_millis" } } }]),
        ],
      },
    })),
    minimum_should_match: 1,
  },
});
