import type { ConsentedRide } from "@/lib/domain/consented-ride";

const QUARTER_MS = 15 * 60_000;

/** Rides of riders on bikes of a model, that take as much energy as their number says. */
export function consentedRides(options: {
  readonly riders: number;
  readonly ridesEach: number;
  readonly atMs: number;
  readonly model?: string;
  readonly prefix?: string;
}): ConsentedRide[] {
  const { riders, ridesEach, atMs, model = "m1", prefix = "r" } = options;
  return Array.from({ length: riders }, (_, rider) =>
    Array.from({ length: ridesEach }, (_, at): ConsentedRide => {
      const start = Math.floor(atMs / QUARTER_MS) * QUARTER_MS - at * 4 * QUARTER_MS;
      const km = 3 + ((rider * 7 + at * 3) % 10);
      const climb = (at % 4) * 10 * km;
      const perKm = 5 + (rider % 3) + ((at * 5) % 4) * 0.3;
      return {
        ...{
          purpose: "range-model",
          rider: `${prefix}${rider}`,
          bike: `${prefix}b${rider}`,
          regranted: false,
        },
        ...{ day: new Date(start).toISOString().slice(0, 10), hour: 8, start, end: start + QUARTER_MS },
        ...{ start_cell: null, end_cell: null, cells: [], cells_m: [], source: "iot", client: null },
        ...{ fleet_id: null, oem_id: null, model_id: model },
        ...{ moving_s: km * 180, distance_m: km * 1_000, climb_m: climb, average_kmh: 20, top_kmh: 26 },
        ...{ energy_wh: perKm * (km + climb * 0.06), energy_s: km * 180, rider_wh: null, motor_wh: null },
        ...{ way_m: null, way_s: null, way_wh: null, way_energy_m: null },
        ...{ start_pct: 80, end_pct: 70, ambient_mean_c: 12, battery_greatest_c: null, battery_mean_c: null },
        ...{ cycles: null, health_pct: null, levels_m: null, data_share: 1, readings: 90, late_readings: 0 },
        ...{ settled_s: 1, ride_revision: 1, entity_version: 1, position: 7 },
      };
    }),
  ).flat();
}
