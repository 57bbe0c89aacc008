import type { RidesAnswer } from "@/lib/domain/api-answers";
import { energyPerKilometre } from "@/lib/domain/energy-per-kilometre";
import type { RidePage } from "@/lib/telemetry/list-rides";
import type { TimeSpan } from "@/lib/telemetry/models";

const iso = (atMs: number): string => new Date(atMs).toISOString();

const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

/** A page of rides in the API's names. */
export function toRidesAnswer(bikeId: string, span: TimeSpan, page: RidePage): RidesAnswer {
  return {
    bike_id: bikeId,
    from: iso(span.fromMs),
    to: iso(span.toMs),
    rides: page.rides.map((ride) => ({
      start: iso(ride.startMs),
      end: iso(ride.endMs),
      source: ride.source,
      moving_s: ride.movingS,
      distance_m: ride.distanceM,
      unrecorded_m: ride.unrecordedM,
      odometer_m: ride.counterM,
      climb_m: ride.climbM,
      average_kmh: ride.averageKmh,
      top_kmh: ride.topKmh,
      energy_wh: ride.energyWh,
      energy_s: ride.energyS,
      energy_per_km_wh: rounded(energyPerKilometre(ride), 2),
      charge_wh: ride.chargeWh,
      rider_wh: ride.riderWh,
      motor_wh: ride.motorWh,
      start_charge_pct: ride.startPct,
      end_charge_pct: ride.endPct,
      health_pct: ride.healthPct,
      ambient_c: ride.ambientC,
      battery_c: ride.batteryC,
      level_shares: ride.levelShares?.map((share) => Number(share.toFixed(4))) ?? null,
      data_share: ride.dataShare,
      readings: ride.readings,
      late_readings: ride.lateReadings,
      revision: ride.revision,
    })),
    total: page.total,
    next_cursor: page.nextCursor,
  };
}
