import { z } from "zod";
import { PURPOSES } from "./consent";
import { RideDocument } from "./ride-document";

const number = z.number().nullable().default(null);

/** What of a ride is told as it is; all else of it is left out. */
export const ToldOfRide = RideDocument.pick({
  ...({ source: true, client: true, fleet_id: true, oem_id: true, model_id: true } as const),
  ...({ moving_s: true, distance_m: true, climb_m: true, average_kmh: true, top_kmh: true } as const),
  ...({ energy_wh: true, energy_s: true, rider_wh: true, motor_wh: true } as const),
  ...({ way_m: true, way_s: true, way_wh: true, way_energy_m: true } as const),
  ...({ start_pct: true, end_pct: true, levels_m: true, cycles: true, health_pct: true } as const),
  ...({ ambient_mean_c: true, battery_greatest_c: true, battery_mean_c: true } as const),
  ...({ data_share: true, readings: true, late_readings: true } as const),
});

/**
 * A ride that counts for one purpose, without bike and rider. Pseudonyms are made with a key of the rider's grant that is
 * destroyed when the rider withdraws.
 */
export const ConsentedRide = z.object({
  purpose: z.enum(PURPOSES),
  /** Of the rider under this grant, and of the bike under it: hexadecimal. */
  rider: z.string(),
  bike: z.string(),
  /** Whether the grant is a later one than the rider's first for the purpose: the person may have had another name. */
  regranted: z.boolean().default(true),
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
  ...ToldOfRide.shape,
  /** Greatest lateness of its readings, seconds; depends on arrival. */
  settled_s: number,
  /** What the document was made from; none of them may go down. */
  ride_revision: z.number(),
  entity_version: z.number(),
  position: z.number(),
});
export type ConsentedRide = z.infer<typeof ConsentedRide>;
