import { describe, expect, it } from "vitest";
import type { RangeModel, RangeTerm } from "@/lib/domain/range-model";
import type { BikeBasis } from "./bike-basis";
import { estimateRange } from "./estimate-range";
import { estimateRoute } from "./estimate-route";
import type { Interval } from "./foresee";
import type { RideFacts } from "./ride-facts";

const term = (perKm: number, told: Partial<RangeTerm> = {}): RangeTerm => ({
  ...{ level: Math.log(perKm), flat_per_climb: 0, cold: 0.05, mean_cold: 0.5, between: 0.04 },
  ...{ spread: 0.02, spread_km: 0.02, reach: 1, models: {} },
  ...told,
});
const learned: RangeModel = {
  ...{ riders: 40, rides: 900, climb_per_km: 8 },
  terms: {
    energy: term(5, { flat_per_climb: 60, spread: 0.01 }),
    energy_unknown_climb: term(7, { spread: 0.05 }),
    time: term(170, { flat_per_climb: 8 }),
    time_unknown_climb: term(180, { spread: 0.04 }),
  },
};
const ride = (told: Partial<RideFacts> = {}): RideFacts => ({
  ...{ km: 5, movingS: 900, climbM: 40, energyWh: 50, drawnWh: 50, ambientC: 15, fallPct: 10 },
  ...told,
});
const rides = (count: number, told: Partial<RideFacts> = {}): RideFacts[] =>
  Array.from({ length: count }, (_, at) => ride({ energyWh: 48 + (at % 5), ...told }));
const basis = (told: Partial<BikeBasis> = {}): BikeBasis => ({
  ...{ model: { learned, publishedAtMs: 0 }, modelId: "m", rides: [], charge: { pct: 60, atMs: 0 } },
  ...{ capacityWh: 500, healthPct: 100, ambientC: 20 },
  ...told,
});
function rangeOf(told: Partial<BikeBasis>): Interval {
  const range = estimateRange(basis(told));
  if (range.kind === "unknown") throw new Error(range.because);
  return range.km;
}
const widthOf = (interval: Interval | null | undefined): number => (interval ? width(interval) : Number.NaN);
const width = ({ low, high }: Interval): number => Math.log(high / low);

describe("remaining range", () => {
  it("is charge over what the fleet takes where a bike has no rides, and is then least certain", () => {
    expect(rangeOf({}).value).toBeGreaterThan(300 / 7.5);
    expect(rangeOf({}).value).toBeLessThan(300 / 7);
    expect(width(rangeOf({}))).toBeGreaterThan(1.3 * width(rangeOf({ rides: rides(20) })));
  });

  it("goes from the fleet's to the bike's own the more rides it has", () => {
    const own = [0, 1, 5, 30].map((count) => rangeOf({ rides: rides(count) }).value);
    expect(own).toEqual(own.toSorted((a, b) => b - a));
    expect(own[3]).toBeLessThan(32);
  });

  it("is less in the cold, and with an old battery", () => {
    expect(rangeOf({ ambientC: -5 }).value).toBeLessThan(rangeOf({ ambientC: 20 }).value);
    expect(rangeOf({ healthPct: 80 }).value).toBeCloseTo(0.8 * rangeOf({}).value, 0);
    expect(width(rangeOf({ healthPct: null }))).toBeGreaterThan(width(rangeOf({})));
  });

  it("is known by what rides drew where the capacity is not, and says why it is not known at all", () => {
    expect(rangeOf({ capacityWh: null, rides: rides(20) }).value).toBeGreaterThan(25);
    const because = (told: Partial<BikeBasis>) => estimateRange(basis(told));
    expect(because({ capacityWh: null })).toMatchObject({ because: expect.stringContaining("capacity") });
    expect(because({ charge: null })).toMatchObject({ because: expect.stringContaining("charge") });
    expect(because({ model: null, rides: rides(4) })).toMatchObject({
      because: expect.stringContaining("5 rides"),
    });
  });

  it("rests on own rides alone where there is no model, and is nothing on an empty battery", () => {
    expect(rangeOf({ model: null, rides: rides(5) }).value).toBeGreaterThan(25);
    expect(rangeOf({ charge: { pct: 0, atMs: 0 } })).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe("a route", () => {
  it("takes more energy and time uphill", () => {
    const [flat, steep] = [0, 400].map((climbM) => estimateRoute(basis(), { km: 10, climbM }));
    expect(steep?.energyWh?.value).toBeGreaterThan(2 * (flat?.energyWh?.value ?? 0));
    expect(steep?.movingS?.value).toBeGreaterThan(flat?.movingS?.value ?? 0);
    expect(steep?.arrivalPct?.value).toBeLessThan(flat?.arrivalPct?.value ?? 0);
  });

  it("without heights climbs as the bike usually does, and is less certain", () => {
    const [known, unknown] = [80, null].map((climbM) =>
      estimateRoute(basis({ rides: rides(30) }), { km: 10, climbM }),
    );
    expect(unknown).toMatchObject({ isClimbKnown: false, climbM: 80 });
    expect(widthOf(unknown?.energyWh)).toBeGreaterThan(widthOf(known?.energyWh));
  });

  it("leaves charge within what there can be, in order", () => {
    const { arrivalPct } = estimateRoute(basis(), { km: 80, climbM: null });
    expect(arrivalPct).toMatchObject({ value: 0, low: 0 });
    expect(arrivalPct?.high).toBeGreaterThanOrEqual(0);
  });

  it("tells time where energy is not known, and says what is missing", () => {
    const told = rides(6, { energyWh: null, fallPct: null });
    const estimate = estimateRoute(basis({ model: null, rides: told, capacityWh: null }), {
      km: 10,
      climbM: null,
    });
    expect(estimate.movingS?.value).toBeCloseTo(1_800, 0);
    expect(estimate).toMatchObject({ energyWh: null, arrivalPct: null });
    expect(estimate.missing).toEqual([expect.stringContaining("energy")]);
  });
});
