import { z } from "zod";

export const MOST_BIKES = 100_000;

const someBikes = z.strictObject({
  bikes: z.number().int().min(1).max(MOST_BIKES),
  minutes: z
    .number()
    .min(1)
    .max(7 * 1_440)
    .default(30),
});

/** What may be changed while the fleet rides; what is left out stays. */
export const Control = z.strictObject({
  bikes: z.number().int().min(1).max(MOST_BIKES).optional(),
  /** Below 1 the fleet falls behind the clock, above it catches up; it never runs ahead. */
  speed: z.number().min(0).max(100_000).optional(),
  /** So many bikes, those that ride first, have a fault for so long. */
  faults: someBikes.optional(),
  /** So many bikes, those that ride first, have no network for so long, and deliver late. */
  offline: someBikes.optional(),
});
export type Control = z.infer<typeof Control>;

export interface SimulatorState {
  readonly seed: number;
  /** The fleet's time, ISO 8601. */
  readonly at: string;
  readonly bikes: number;
  readonly riding: number;
  readonly charging: number;
  readonly offline: number;
  readonly faulty: number;
  /** Bikes with master data; null where none is published. */
  readonly registered: number | null;
  /** Null is as fast as can be. */
  readonly speed: number | null;
  readonly sent_readings_per_s: number;
  readonly sent_readings: number;
  /** Packets that were refused, and values that were taken out of readings. */
  readonly refused_packets: number;
  readonly refused_values: number;
  /** Readings that wait to be sent: live ones, and those of the past. */
  readonly waiting_live: number;
  readonly waiting_late: number;
  /** Why the last upload failed, until one succeeds. */
  readonly failure: string | null;
}
