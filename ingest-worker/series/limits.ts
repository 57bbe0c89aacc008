import type { BatcherLimits } from "./batcher";

/** Lanes that take readings in. */
export const READINGS_LANES = ["telemetry", "late"] as const;
export type ReadingsLane = (typeof READINGS_LANES)[number];

/** How much each of them sends at once. */
export const LIMITS: Readonly<Record<ReadingsLane, BatcherLimits>> = {
  telemetry: {
    lingerMs: 20,
    busyLingerMs: 200,
    maxReadings: 5_000,
    maxOpenWindows: 64,
    maxBytesInFlight: 20_000_000,
  },
  // Requests small enough for a live one beside them to be answered soon.
  late: {
    lingerMs: 50,
    busyLingerMs: 1_000,
    maxReadings: 2_000,
    maxOpenWindows: 64,
    maxBytesInFlight: 32_000_000,
  },
};
