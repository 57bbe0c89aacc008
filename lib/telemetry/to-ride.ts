import { measuredPart } from "@/lib/domain/measured-part";
import { RideDocument } from "@/lib/domain/ride-document";
import type { BikeRide, RideSpread } from "./models";

/** A ride as the index of rides keeps it, to what questions answer. @throws ZodError for what is no ride. */
export function toRide(source: unknown): BikeRide {
  const ride = RideDocument.parse(source);
  return {
    startMs: ride.start,
    endMs: ride.end,
    source: ride.source,
    isFilled: ride.filled,
    movingS: ride.moving_s,
    distanceM: ride.distance_m,
    unrecordedM: ride.unrecorded_m,
    counterM: ride.counter_m,
    climbM: ride.climb_m,
    averageKmh: ride.average_kmh,
    topKmh: ride.top_kmh,
    energyWh: ride.energy_wh,
    energyS: ride.energy_s,
    onWay: measuredPart(ride).energy,
    chargeWh: ride.charge_wh,
    riderWh: ride.rider_wh,
    motorWh: ride.motor_wh,
    startPct: ride.start_pct,
    endPct: ride.end_pct,
    healthPct: ride.health_pct,
    ambientC: spreadOf(ride.ambient_least_c, ride.ambient_greatest_c, ride.ambient_mean_c),
    batteryC: spreadOf(ride.battery_least_c, ride.battery_greatest_c, ride.battery_mean_c),
    levelShares: sharesOf(ride.levels_m),
    dataShare: ride.data_share,
    readings: ride.readings,
    lateReadings: ride.late_readings,
    revision: ride.revision,
    cause: ride.cause,
    lateSince: ride.late_since,
  };
}

const spreadOf = (least: number | null, greatest: number | null, mean: number | null): RideSpread | null =>
  least === null || greatest === null || mean === null ? null : { least, greatest, mean };

function sharesOf(levelsM: readonly number[] | null): number[] | null {
  const metres = levelsM?.reduce((sum, level) => sum + level, 0) ?? 0;
  return levelsM === null || metres === 0 ? null : levelsM.map((level) => level / metres);
}
