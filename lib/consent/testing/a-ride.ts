import type { RideDocument } from "@/lib/domain/ride-document";

/** A ride of a bike from one moment to another, for tests that care for little of it. */
export const aRide = (
  bikeId: string,
  start: number,
  end: number,
  over: Partial<RideDocument> = {},
): RideDocument => ({
  ...{ kind: "ride", bike_id: bikeId, start, end, source: "iot", filled: false },
  ...{ moving_s: 600, distance_m: 4_000, unrecorded_m: 0, counter_m: null, climb_m: 12, average_kmh: 18 },
  ...{
    top_kmh: 25,
    energy_wh: 40.5,
    energy_s: 580,
    way_m: 4_000,
    way_s: 600,
    way_wh: 39.2,
    way_energy_m: 3_870,
    charge_wh: 43.6,
    rider_wh: null,
    motor_wh: null,
    start_pct: 80,
    end_pct: 71,
  },
  ...{ ambient_least_c: null, ambient_greatest_c: null, ambient_mean_c: 12.5, battery_least_c: null },
  ...{ battery_greatest_c: null, battery_mean_c: null, cycles: 40, health_pct: 97, levels_m: [0, 4_000] },
  ...{ data_share: 1, readings: 120, late_readings: 0, settled_s: 3, client: null },
  ...{ start_cell: "4714:14331", end_cell: "4716:14331", cells: ["4714:14331", "4715:14331", "4716:14331"] },
  ...{ cells_m: [700, 1_100, 300], fleet_id: null, oem_id: null, model_id: null },
  ...{ revision: 1, cause: "first", late_since: 0, replaces: [] },
  ...over,
});
