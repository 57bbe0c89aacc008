import { z } from "zod";

/**
 * That rides of a bike may be others: readings of an interval came or count for another bike, or its master data changed.
 * Event time, ms since epoch, from inclusive to exclusive; null has no end on that side.
 */
export const RideMark = z.object({
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  /** Who marks so tells nothing of further readings in the interval for so long: nobody reads them sooner. */
  wait_ms: z.number().int().min(0).max(600_000),
  /** Passed on by another bike, whose module reported: it is not passed on again. */
  passed_on: z.boolean().optional(),
  /** By which rules, or later ones, the rides are to be made (`RIDE_VERSION`); by any where none is named. */
  version: z.number().int().optional(),
});
export type RideMark = z.infer<typeof RideMark>;

/** A record of the topic of marks; null for what cannot be read. */
export function readRideMark(value: string): RideMark | null {
  try {
    const mark = RideMark.safeParse(JSON.parse(value));
    return mark.success ? mark.data : null;
  } catch {
    return null;
  }
}
