import { z } from "zod";
import { PURPOSES } from "./consent";
import { Source } from "./packet";

const number = z.number().nullable().default(null);

/**
 * A ride that counts for one purpose, without bike and rider. Pseudonyms are made with a key of the rider's grant that is
 * destroyed when the rider withdraws.
 */
export const ConsentedRide = z.object({
  purpose: z.enum(PURPOSES),
  /** Of the rider under this grant, and of the bike under it: hexadecimal. */
  rider: z.string(),
  bike: z.string(),
  /** Of the exact start, in the zone of the reports: `2026-11-20`, and 0 to 23. */
  day: z.iso.date(),
  hour: z.number().int().min(0).max(23),
  /** Rounded down to 15 minutes, ms since epoch. */
  start: z.number(),
  end: z.number(),
  /** Grid cells of at least 1 km in which it begins and ends, and those between, ends cut, with metres in each. */
  start_cell: z.string().nullable().default(null),
  end_cell: z.string().nullable().default(null),
  cells: z.array(z.string()).default([]),
  cells_m: z.array(z.number()).default([]),
  source: Source,
  client: z.string().nullable().default(null),
  fleet_id: z.string().nullable().default(null),
  oem_id: z.string().nullable().default(null),
  model_id: z.string().nullable().default(null),
  moving_s: z.number(),
  distance_m: z.number(),
  climb_m: number,
  average_kmh: number,
  top_kmh: number,
  energy_wh: number,
  energy_s: z.number(),
  rider_wh: number,
  motor_wh: number,
  start_pct: number,
  end_pct: number,
  ambient_mean_c: number,
  battery_greatest_c: number,
  battery_mean_c: number,
  cycles: number,
  health_pct: number,
  levels_m: z.array(z.number()).nullable().default(null),
  data_share: z.number(),
  readings: z.number(),
  late_readings: z.number(),
  /** Greatest lateness of its readings, seconds; depends on arrival. */
  settled_s: number,
  /** What the document was made from; none of them may go down. */
  ride_revision: z.number(),
  entity_version: z.number(),
  position: z.number(),
});
export type ConsentedRide = z.infer<typeof ConsentedRide>;
