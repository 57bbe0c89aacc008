import { describe, expect, it } from "vitest";
import { energyOfPart, energyOfRide, measuredPart } from "./measured-part";

const TOLD = { distance_m: 9_000, moving_s: 1_800, energy_wh: 90, energy_s: 1_620 };
const EARLIER = { way_m: null, way_s: null, way_wh: null, way_energy_m: null };

describe("the part of a ride that was measured", () => {
  it("is the ride's way with the time and the energy on it, not those of the whole", () => {
    const part = measuredPart({ ...TOLD, way_m: 4_500, way_s: 900, way_wh: 40, way_energy_m: 4_000 });
    expect(part).toEqual({ metres: 4_500, seconds: 900, energy: { wh: 40, metres: 4_000 } });
    expect(energyOfPart(part)).toBe(45);
  });

  it("is the whole for rides made by rules that told no part", () => {
    const part = measuredPart({ ...TOLD, ...EARLIER });
    expect(part).toMatchObject({ metres: 9_000, seconds: 1_800, energy: { wh: 90 } });
    expect(energyOfPart(part)).toBeCloseTo(100, 9);
  });

  it("has no energy where none was measured with the way, nor of all where less than four fifths was", () => {
    const way = { way_m: 4_500, way_s: 900 };
    expect(measuredPart({ ...TOLD, ...way, way_wh: null, way_energy_m: 0 }).energy).toBeNull();
    expect(energyOfPart(measuredPart({ ...TOLD, ...way, way_wh: 30, way_energy_m: 3_599 }))).toBeNull();
    expect(energyOfPart(measuredPart({ ...TOLD, ...way, way_wh: 30, way_energy_m: 3_600 }))).toBe(37.5);
  });

  it("scales the energy of a ride to all of its time in motion", () => {
    expect(energyOfRide(TOLD)).toBe(100);
    expect(energyOfRide({ ...TOLD, energy_s: 2_000 })).toBe(90);
    expect(energyOfRide({ ...TOLD, energy_s: 1_400 })).toBeNull();
    expect(energyOfRide({ ...TOLD, energy_wh: null })).toBeNull();
  });
});
