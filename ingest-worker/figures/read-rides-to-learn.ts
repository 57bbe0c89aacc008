import type { z } from "zod";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";

const RIDES_PER_PAGE = 5_000;

/** Of a ride, what the range model is learned from: there are millions, and no room for all that is told of them. */
const RideToLearn = ConsentedRide.pick({
  ...({ rider: true, bike: true, regranted: true, model_id: true, start: true } as const),
  ...({ distance_m: true, moving_s: true, energy_wh: true, energy_s: true, climb_m: true } as const),
  ...({ way_m: true, way_s: true, way_wh: true, way_energy_m: true } as const),
  ...({ start_pct: true, end_pct: true, ambient_mean_c: true, data_share: true } as const),
});
export type RideToLearn = z.infer<typeof RideToLearn>;

/**
 * The rides that count for the range model and began since then, the earliest first, as of the last refresh.
 * @throws BulkFault by the class of what was answered.
 */
export async function readRidesToLearn(
  es: Elasticsearch,
  index: string,
  fromMs: number,
): Promise<RideToLearn[]> {
  const query = {
    bool: {
      filter: [
        { term: { purpose: RANGE_MODEL } },
        { range: { start: { gte: fromMs, format: "epoch_millis" } } },
      ],
    },
  };
  const fields = Object.keys(RideToLearn.shape);
  const question = { query, sort: [{ start: "asc" }], perPage: RIDES_PER_PAGE, fields };
  const once = onceEach();
  const rides: RideToLearn[] = [];
  for await (const page of pageThrough(es, index, question))
    for (const { source } of page) rides.push(compact(RideToLearn.parse(source), once));
  return rides;
}

/** Written out, as an object that a parser makes field by field takes three times the room of one made at once. */
const compact = (ride: RideToLearn, once: (text: string) => string): RideToLearn => ({
  rider: once(ride.rider),
  bike: once(ride.bike),
  regranted: ride.regranted,
  model_id: ride.model_id === null ? null : once(ride.model_id),
  start: ride.start,
  distance_m: ride.distance_m,
  moving_s: ride.moving_s,
  energy_wh: ride.energy_wh,
  energy_s: ride.energy_s,
  climb_m: ride.climb_m,
  way_m: ride.way_m,
  way_s: ride.way_s,
  way_wh: ride.way_wh,
  way_energy_m: ride.way_energy_m,
  start_pct: ride.start_pct,
  end_pct: ride.end_pct,
  ambient_mean_c: ride.ambient_mean_c,
  data_share: ride.data_share,
});

/** Of equal texts always the same one: each ride that is read brings its own. */
function onceEach(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
}
