import { describe, expect, it } from "vitest";
import { detailsOf, distanceDetail, energyDetail } from "./detail-words";
import { RIDE } from "./testing/a-bike-ride";

const plain = (text: string) => text.replaceAll("\u202f", " ");
const distance = (over: Partial<typeof RIDE>) => plain(distanceDetail({ ...RIDE, ...over }));
const energy = (over: Partial<typeof RIDE>) => plain(energyDetail({ ...RIDE, ...over }));

describe("what was measured on a ride", () => {
  it("holds the way by positions against the odometer's", () => {
    expect(distance({})).toBe("8.4 km by positions, 8.3 km by the odometer (1 % less)");
    expect(distance({ counterM: 8_900 })).toBe("8.4 km by positions, 8.9 km by the odometer (6 % more)");
    expect(distance({ counterM: 8_421 })).toMatch(/\(the same\)$/);
    expect(distance({ counterM: null })).toBe("8.4 km; the odometer does not tell it");
  });

  it("does not hold a way with gaps against it", () => {
    expect(distance({ unrecordedM: 700 })).toBe("8.4 km by positions, 8.3 km by the odometer");
  });

  it("holds energy by voltage and current against the charge's, and says how finely that is told", () => {
    expect(energy({})).toBe(
      "72 Wh by voltage and current, 69 Wh by charge (4 % less; told in steps of up to 5 Wh)",
    );
    expect(energy({ chargeWh: null })).toBe("72 Wh by voltage and current");
    expect(energy({ energyWh: null })).toBe("69 Wh by charge (told in steps of up to 5 Wh)");
    expect(energy({ energyWh: null, chargeWh: null })).toBe("not told");
    expect(energy({ energyS: 900 })).toMatch(/69 Wh by charge \(told in steps/);
    expect(energy({ chargeWh: 0, endPct: 84 })).toBe(
      "72 Wh by voltage and current, 0 Wh by charge (100 % less)",
    );
  });

  it("has work, levels, temperatures and how much of it was recorded, and late", () => {
    const told = Object.fromEntries(
      detailsOf({ ...RIDE, lateReadings: 90 }).map(([name, value]) => [name, plain(value)]),
    );
    expect(told).toMatchObject({
      Work: "40 Wh by the rider, 52 Wh by the motor",
      "Assist levels": "25 % at 1, 75 % at 2 of the way",
      Temperatures: "air 6 to 7 °C",
      Record: "100 % of its time, 5 % of its 1 800 readings came late",
    });
  });

  it("says of what nothing tells that it is not told", () => {
    const nothing = { riderWh: null, motorWh: null, levelShares: null, ambientC: null, climbM: null };
    const told = new Map(detailsOf({ ...RIDE, ...nothing, topKmh: null }));
    for (const name of ["Work", "Assist levels", "Temperatures", "Climb", "Top speed"])
      expect(told.get(name)).toBe("not told");
  });
});
