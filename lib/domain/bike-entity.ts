import { z } from "zod";
import { BIKE_ID_PATTERN } from "./packet";

const Name = z.string().min(1).max(120);
const moment = z.number().int();

/** A stretch of time in which a bike belongs to a fleet, ms since epoch; without `from` since ever, without `to` until now. */
const Assignment = z.object({
  fleet_id: z.string().min(1).max(64),
  fleet_name: Name,
  from: moment.nullable(),
  to: moment.nullable(),
});

/**
 * Master data of one bike, as the topic of bikes carries it, whole: the greatest version of a bike counts. Assignments
 * do not overlap; fleets are organisations.
 */
export const BikeEntity = z.object({
  bike_id: z.string().regex(BIKE_ID_PATTERN),
  version: z.number().int().min(1),
  oem: z.object({ id: z.string().min(1).max(64), name: Name }),
  model: z.object({
    id: z.string().min(1).max(64),
    name: Name,
    battery_wh: z.number().int().min(50).max(5_000),
    /** A parked bike of this model reports at least so often, seconds. */
    report_every_s: z
      .number()
      .int()
      .min(10)
      .max(7 * 86_400),
  }),
  frame_number: z.string().min(1).max(64),
  registered_at: moment,
  /** Registered by mistake, and nobody's from this version on; a greater one may register it again. */
  withdrawn: z.boolean().optional(),
  assignments: z.array(Assignment).max(500),
});
export type BikeEntity = z.infer<typeof BikeEntity>;

/** The fleet that a bike belongs to at a time (ms since epoch), or null. */
export function fleetAt(
  { assignments }: Pick<BikeEntity, "assignments">,
  atMs: number,
): BikeEntity["assignments"][number] | null {
  return (
    assignments.find(({ from, to }) => (from === null || from <= atMs) && (to === null || atMs < to)) ?? null
  );
}
