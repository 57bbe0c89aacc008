import { z } from "zod";
import { STATUSES } from "./bike-status";

const FoundBike = z.object({
  bike_id: z.string(),
  status: z.enum(STATUSES),
  /** Name of its fleet, null where it is registered with none. */
  fleet: z.string().nullable(),
});
export type FoundBike = z.infer<typeof FoundBike>;

/** Answer of `GET /api/live/bikes`. */
export const FoundBikes = z.object({ bikes: z.array(FoundBike) });
export type FoundBikes = z.infer<typeof FoundBikes>;
