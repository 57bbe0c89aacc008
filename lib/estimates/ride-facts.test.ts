import { describe, expect, it } from "vitest";
import { factsOf, type MeasuredRide } from "./ride-facts";

/** Nine kilometres at 18 km/h and 10 Wh/km, of which all was measured. */
const RIDE: MeasuredRide = {
  ...{ distance_m: 9_000, moving_s: 1_800, energy_wh: 90, energy_s: 1_800 },
  ...{ way_m: 9_000, way_s: 1_800, way_wh: 90, way_energy_m: 9_000 },
  ...{ climb_m: 60, ambient_mean_c: 15, start_pct: 80, end_pct: 60, data_share: 1 },
};

describe("facts of a ride", () => {
  it("are of all of it where all was measured", () => {
    expect(factsOf(RIDE)).toEqual({
      ...{ km: 9, movingS: 1_800, climbM: 60, energyWh: 90, drawnWh: 90, ambientC: 15, fallPct: 20 },
    });
  });

  it("are as much per kilometre where positions are lost for half of it, by counter or by nothing", () => {
    const half = { ...RIDE, way_m: 4_500, way_s: 900, way_wh: 45, way_energy_m: 4_500 };
    expect(factsOf(half)).toMatchObject({ km: 4.5, movingS: 900, climbM: 30, energyWh: 45, drawnWh: 90 });
    expect(factsOf({ ...half, distance_m: 4_500 })).toMatchObject({ km: 4.5, movingS: 900, energyWh: 45 });
  });

  it("scale energy of most of the riding to all of it", () => {
    const mostly = { ...RIDE, energy_s: 1_440, energy_wh: 72, way_wh: 72, way_energy_m: 7_200 };
    expect(factsOf(mostly)).toMatchObject({ energyWh: 90, drawnWh: 90 });
    expect(factsOf({ ...mostly, energy_s: 1_400, way_energy_m: 7_000 })).toMatchObject({
      ...{ energyWh: null, drawnWh: null },
    });
  });

  it("are none of a ride of which too little way was measured", () => {
    expect(factsOf({ ...RIDE, way_m: 75, way_s: 15 })).toBeNull();
  });
});
