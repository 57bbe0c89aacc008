import { z } from "zod";
import { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import type { Ride, Spread } from "./ride";

const number = z.number().nullable().default(null);

/** Why a ride is as it is since its last change. */
const CAUSES = ["first", "readings", "late-readings", "master-data"] as const;

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

/** The ride with whose it was: fleet at its start, OEM and model. */
export function contentOf(bikeId: string, ride: Ride, registration: Registration | null): RideContent {
  const fleet = registration?.assignments.find(
    ({ from, to }) => (from === null || from <= ride.startMs) && (to === null || ride.startMs < to),
  );
  return {
    kind: "ride",
    bike_id: bikeId,
    start: ride.startMs,
    end: ride.endMs,
    source: ride.source,
    filled: ride.isFilled,
    moving_s: ride.movingS,
    distance_m: ride.distanceM,
    unrecorded_m: ride.unrecordedM,
    counter_m: ride.counterM,
    climb_m: ride.climbM,
    average_kmh: ride.averageKmh,
    top_kmh: ride.topKmh,
    energy_wh: ride.energyWh,
    energy_s: ride.energyS,
    rider_wh: ride.riderWh,
    motor_wh: ride.motorWh,
    start_pct: ride.startPct,
    end_pct: ride.endPct,
    ...temperatures(ride),
    cycles: ride.cycles,
    health_pct: ride.healthPct,
    levels_m: ride.levelsM === null ? null : [...ride.levelsM],
    data_share: ride.dataShare,
    readings: ride.readings,
    late_readings: ride.lateReadings,
    fleet_id: fleet?.fleet_id ?? null,
    oem_id: registration?.oem_id ?? null,
    model_id: registration?.model_id ?? null,
  };
}

function temperatures({ ambientC, batteryC }: Ride) {
  const told = (spread: Spread | null) => [
    spread?.least ?? null,
    spread?.greatest ?? null,
    spread?.mean ?? null,
  ];
  const [ambientLeast = null, ambientGreatest = null, ambientMean = null] = told(ambientC);
  const [batteryLeast = null, batteryGreatest = null, batteryMean = null] = told(batteryC);
  return {
    ambient_least_c: ambientLeast,
    ambient_greatest_c: ambientGreatest,
    ambient_mean_c: ambientMean,
    battery_least_c: batteryLeast,
    battery_greatest_c: batteryGreatest,
    battery_mean_c: batteryMean,
  };
}
