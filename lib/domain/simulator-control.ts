import { z } from "zod";

export const MOST_BIKES = 100_000;
export const MOST_MINUTES = 7 * 1_440;

/** Of the fleet that rides on one machine together with all the rest. */
export const DEMO_FLEET = { usual: 300, fewest: 10, most: 5_000 } as const;

const someBikes = z.strictObject({
  bikes: z.number().int().min(1).max(MOST_BIKES),
  minutes: z.number().min(1).max(MOST_MINUTES).default(30),
});

/** What may be changed while the fleet rides; what is left out stays. */
export const Control = z.strictObject({
  bikes: z.number().int().min(1).max(MOST_BIKES).optional(),
  /** Below 1 the fleet falls behind the clock, above it catches up, null is at once; it never runs ahead. */
  speed: z.number().min(0).max(100_000).nullable().optional(),
  /** So many bikes, those that ride first, have a fault for so long. */
  faults: someBikes.optional(),
  /** No bike has a fault any more; done before others get one. */
  clear_faults: z.literal(true).optional(),
  /** So many bikes, those that ride first, have no network for so long, and deliver late. */
  offline: someBikes.optional(),
  /** Every bike has network again; done before others lose it. */
  bring_back: z.literal(true).optional(),
});
export type Control = z.infer<typeof Control>;

const count = z.number().int().min(0);

export const SimulatorState = z.object({
  seed: count,
  /** The fleet's time. */
  at: z.iso.datetime(),
  bikes: count,
  riding: count,
  charging: count,
  offline: count,
  faulty: count,
  /** Bikes with master data; null where none is published. */
  registered: count.nullable(),
  /** Null is as fast as can be. */
  speed: z.number().min(0).nullable(),
  sent_readings_per_s: z.number().min(0),
  sent_readings: count,
  /** Packets that were refused, and values that were taken out of readings. */
  refused_packets: count,
  refused_values: count,
  /** Readings that wait to be sent: live ones, and those of the past. */
  waiting_live: count,
  waiting_late: count,
  /** Readings that are still on board of bikes without network, and in riders' phones. */
  kept_offline: count,
  kept_in_phones: count,
  /** Why the last upload failed, until one succeeds. */
  failure: z.string().nullable(),
});
export type SimulatorState = z.infer<typeof SimulatorState>;

/** What the simulator said when it was asked, or why there is nothing, as sentences. */
export type SimulatorAnswer =
  | { readonly kind: "state"; readonly state: SimulatorState; readonly askedAtMs: number }
  | { readonly kind: "failed"; readonly why: string };
