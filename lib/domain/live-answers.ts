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
export const FoundBikes = z.object({
  /** In the order of their ids; the one of just this id is the first. */
  bikes: z.array(FoundBike),
  /** There are others. */
  more: z.boolean(),
});
export type FoundBikes = z.infer<typeof FoundBikes>;

/** Answer of `GET /api/live/home`. */
export const HomeAnswer = z.object({
  /** Where to begin to look, degrees; null where no bike has a position. */
  bounds: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }).nullable(),
});
export type HomeAnswer = z.infer<typeof HomeAnswer>;
