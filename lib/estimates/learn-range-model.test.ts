import { describe, expect, it } from "vitest";
import { contributionsOf } from "./contributions";
import { learnRangeModel } from "./learn-range-model";
import type { LearnedRide } from "./ride-facts";
import { consentedRides } from "./testing/consented-rides";

const AT = Date.UTC(2026, 10, 20, 8);
const of = (riders: number, model = "m1", prefix = "r") =>
  consentedRides({ riders, ridesEach: 12, atMs: AT, model, prefix });

describe("the model of range", () => {
  it("is none of fewer than ten riders", () => {
    expect(learnRangeModel([])).toBeNull();
    expect(learnRangeModel(of(9))).toBeNull();
    expect(learnRangeModel(of(10))).toMatchObject({ riders: 10, rides: 120 });
  });

  it("has a level of a model from ten riders on; below that its rides tell nothing at all", () => {
    const alone = learnRangeModel(of(12));
    const some = learnRangeModel([...of(12), ...of(9, "m2", "s")]);
    expect(some).toEqual(alone);
    const both = learnRangeModel([...of(12), ...of(10, "m2", "s")]);
    expect(Object.keys(both?.terms.energy?.models ?? {})).toEqual(["m1", "m2"]);
    expect(both?.riders).toBe(22);
  });

  it("knows models of few riders together, and none of them alone", () => {
    const few = learnRangeModel([...of(12), ...of(6, "m2", "s"), ...of(6, "m3", "t")]);
    expect(few?.riders).toBe(24);
    expect(Object.keys(few?.terms.energy?.models ?? {})).toEqual(["m1"]);
  });

  it("finds what climb costs and how bikes differ", () => {
    const energy = learnRangeModel(of(30))?.terms.energy;
    expect(energy?.flat_per_climb).toBeGreaterThanOrEqual(50);
    expect(energy?.flat_per_climb).toBeLessThanOrEqual(80);
    expect(Math.exp(energy?.level ?? 0)).toBeGreaterThan(5);
    expect(Math.exp(energy?.level ?? 0)).toBeLessThan(8);
    expect(energy?.between).toBeGreaterThan(0.005);
  });

  it("does not depend on the order of rides, nor on who is called what", () => {
    const rides = of(15);
    expect(learnRangeModel(rides.toReversed())).toEqual(learnRangeModel(rides));
    const renamed = rides.map((ride) => ({ ...ride, rider: `x${ride.rider}`, bike: `y${ride.bike}` }));
    expect(learnRangeModel(renamed)).toEqual(learnRangeModel(rides));
  });

  it("leaves terms out that too few riders tell of", () => {
    const silent = of(20).map((ride, at) => (at < 11 * 12 ? { ...ride, energy_wh: null } : ride));
    expect(learnRangeModel(silent)?.terms).toMatchObject({
      energy: null,
      time: { flat_per_climb: expect.anything() },
    });
  });
});

describe("what riders add to it", () => {
  const addsOf = (rides: readonly LearnedRide[]) =>
    new Map(Array.from(contributionsOf(rides), ([name, its]) => [name, new Map(its)]));

  it("is the same text whatever the order of rides, and another where a ride is", () => {
    const before = addsOf(of(12));
    expect(addsOf(of(12).toReversed())).toEqual(before);
    expect(before.get("all")?.size).toBe(12);
    const changed = (over: object) => {
      const late = addsOf(of(12).map((ride) => (ride.rider === "r4" ? { ...ride, ...over } : ride)));
      return [...late].flatMap(([name, riders]) =>
        [...riders].flatMap(([rider, text]) =>
          before.get(name)?.get(rider) === text ? [] : [`${name} ${rider}`],
        ),
      );
    };
    const names = ["all", "energy", "energy_unknown_climb", "time", "time_unknown_climb"];
    expect(changed({ energy_wh: 99 })).toEqual(names.map((name) => `${name} r4`));
    expect(changed({ bike: "another" })).toEqual(names.map((name) => `${name} r4`));
  });

  it("is nothing of rides that a term is not made of", () => {
    const told = addsOf(of(24).map((ride, at) => (at % 2 === 0 ? { ...ride, climb_m: null } : ride)));
    const without = addsOf(of(24).filter((_, at) => at % 2 === 1));
    expect(told.get("energy")).toEqual(without.get("energy"));
    expect(told.get("energy_unknown_climb")).not.toEqual(without.get("energy_unknown_climb"));
  });
});
