import { fleetAt } from "@/lib/domain/bike-entity";
import { chargeEnergyWh } from "@/lib/domain/charge-energy";
import type { Registration } from "@/lib/domain/registration";
import type { RideContent } from "@/lib/domain/ride-document";
import type { Ride, Spread } from "./ride";

/** The ride with whose it was: fleet at its start, OEM and model, and what its battery's capacity tells. */
export function contentOf(bikeId: string, ride: Ride, registration: Registration | null): RideContent {
  const fleet = registration === null ? null : fleetAt(registration, ride.startMs);
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
    way_m: ride.wayM,
    way_s: ride.wayS,
    way_wh: ride.wayWh,
    way_energy_m: ride.wayEnergyM,
    charge_wh: energyByCharge(ride, registration),
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
    settled_s: ride.settledS,
    client: ride.client,
    start_cell: ride.startCell,
    end_cell: ride.endCell,
    cells: ride.cells.map(({ cell }) => cell),
    cells_m: ride.cells.map(({ metres }) => metres),
    fleet_id: fleet?.fleet_id ?? null,
    oem_id: registration?.oem_id ?? null,
    model_id: registration?.model_id ?? null,
  };
}

/** In tenths: charge is told to no finer ones. */
function energyByCharge({ fallPct, healthPct }: Ride, registration: Registration | null): number | null {
  const wh = chargeEnergyWh(fallPct, { capacityWh: registration?.battery_wh ?? null, healthPct });
  return wh === null ? null : Math.round(wh * 10) / 10;
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
