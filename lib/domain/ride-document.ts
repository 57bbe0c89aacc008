import { z } from "zod";
import { Source } from "./packet";

/**
 * Raised where rides become others than they were made before, or have more: all of them are then made anew, once.
 * 2: cells, client and when they were settled.
 * 3: way by the counter before the first and after the last position, other quantities from the source that tells them, and
 * which part of the way was measured step by step; energy by the fall of the charge.
 * 4: each quantity from the other source where one is silent of that; counters by the words that fit one another.
 */
export const RIDE_VERSION = 4;

const number = z.number().nullable().default(null);

/** Why a ride is as it is since its last change. */
const CAUSES = ["first", "readings", "late-readings", "master-data"] as const;
export type RideCause = (typeof CAUSES)[number];

/** A ride as the index of rides keeps it. */
export const RideDocument = z.object({
  kind: z.literal("ride"),
  bike_id: z.string(),
  /** First and last movement, ms since epoch. */
  start: z.number(),
  end: z.number(),
  source: Source,
  filled: z.boolean(),
  moving_s: z.number(),
  distance_m: z.number(),
  unrecorded_m: z.number(),
  counter_m: number,
  climb_m: number,
  average_kmh: number,
  top_kmh: number,
  energy_wh: number,
  energy_s: z.number(),
  /** What of its way was measured step by step, and time and energy of the same part (`measured-part.ts`); null before 3. */
  way_m: number,
  way_s: number,
  way_wh: number,
  way_energy_m: number,
  /** The same by how far the charge fell (`charge-energy.ts`); null where that or the battery's capacity is not known. */
  charge_wh: number,
  rider_wh: number,
  motor_wh: number,
  start_pct: number,
  end_pct: number,
  ambient_least_c: number,
  ambient_greatest_c: number,
  ambient_mean_c: number,
  battery_least_c: number,
  battery_greatest_c: number,
  battery_mean_c: number,
  cycles: number,
  health_pct: number,
  levels_m: z.array(z.number()).nullable().default(null),
  data_share: z.number(),
  readings: z.number(),
  late_readings: z.number(),
  /** Greatest lateness of its readings, whole seconds, and who sent most of them; as the late ones, it depends on arrival. */
  settled_s: z.number().default(0),
  client: z.string().nullable().default(null),
  /** Cells of the grid (`grid-cell.ts`) that its way begins and ends in; null without one. */
  start_cell: z.string().nullable().default(null),
  end_cell: z.string().nullable().default(null),
  /** Those that it lies in, in order of first visit, with the metres ridden in each. */
  cells: z.array(z.string()).default([]),
  cells_m: z.array(z.number()).default([]),
  /** Whose the bike was at the ride's start; null for nobody's. */
  fleet_id: z.string().nullable().default(null),
  oem_id: z.string().nullable().default(null),
  model_id: z.string().nullable().default(null),
  revision: z.number(),
  cause: z.enum(CAUSES),
  /** Late readings that this revision has more than the one before. */
  late_since: z.number(),
  /** Ids of rides that this one took the place of. */
  replaces: z.array(z.string()).default([]),
});
export type RideDocument = z.infer<typeof RideDocument>;
/** What a ride is, whenever and how often it was computed. */
export type RideContent = Omit<RideDocument, "revision" | "cause" | "late_since" | "replaces">;

export const rideIdOf = ({ bike_id, start }: Pick<RideDocument, "bike_id" | "start">): string =>
  `${bike_id}_${start}`;
