import { describe, expect, it } from "vitest";
import { rideOf } from "./testing/ride-of";
import { north, riding, sample } from "./testing/samples";

const TIME = { fromS: 0, toS: 1_200 };
const phone = riding("app", TIME, (atS) => ({ altitudeM: atS / 10 }));
const power = { voltageV: 36, currentA: 10 };

describe("a quantity that one source is silent of", () => {
  it.each([
    ["a speed and never a place", () => ({ place: null })],
    ["no place for ten minutes", (atS: number) => (atS > 300 && atS < 900 ? { place: null } : {})],
    ["no altitude", () => ({})],
    [
      "power alone for ten minutes",
      (atS: number) => (atS > 300 && atS < 900 ? { place: null, speedKmh: null, ...power } : {}),
    ],
  ])("is told by the other one: the module tells %s", (_, told) => {
    const both = rideOf(phone, riding("iot", TIME, told));
    expect(both).toMatchObject({ distanceM: 6_000, unrecordedM: 0, wayM: 6_000, wayS: 1_200 });
    expect(both).toMatchObject({ topKmh: 18, climbM: 119 });
  });

  it("is the top speed of the other one where who tells the way tells none", () => {
    const module = riding("iot", { fromS: 0, toS: 1_205 }, () => ({ speedKmh: null }));
    expect(rideOf(phone, module)).toMatchObject({ source: "iot", topKmh: 18, distanceM: 6_025 });
  });

  it("is measured by positions of the phone where the module tells a counter and no place: that is beside it", () => {
    const module = riding("iot", TIME, (atS) => ({ place: null, odometerM: 1_000 + atS * 6 }));
    expect(rideOf(phone, module)).toMatchObject({ distanceM: 6_000, counterM: 7_200, isFilled: true });
  });

  it("makes no zig-zag between two that tell the same", () => {
    const beside = riding("iot", { ...TIME, everyS: 20 }, (atS) => ({
      place: { lat: north(atS * 5).lat, lon: 9.5005 },
    }));
    expect(rideOf(phone, beside)).toMatchObject({ distanceM: 6_000, isFilled: false });
  });

  it("loses nothing of the first and the last minute", () => {
    const other = riding("app", { fromS: 0, toS: 300 }, () => power);
    const module = riding("iot", { fromS: 55, toS: 245 }, () => power);
    expect(rideOf(other, module)).toMatchObject({ energyWh: 30, energyS: 300 });
    const [before, after] = [
      riding("app", { fromS: 0, toS: 110 }),
      riding("iot", { fromS: 59, toS: 900, everyS: 1 }),
    ];
    expect(rideOf(before, after)).toMatchObject({ distanceM: 4_500, movingS: 900, isFilled: false });
  });
});

describe("charge and health", () => {
  it("are the module's at both ends, however close the phone's words are", () => {
    const module = riding("iot", TIME, (atS) => ({ socPct: 80 - atS / 120, healthPct: 95 }));
    const told = { speedKmh: 18, socPct: 100, healthPct: 100 };
    const others = [sample(0, "app", told), sample(1_199_999, "app", told), sample(1_200_001, "app", told)];
    expect(rideOf(module, others)).toMatchObject({ startPct: 80, endPct: 70, healthPct: 95 });
  });
});

describe("two places told almost at once", () => {
  it("are no way, and too little of one makes no average speed", () => {
    const sparse = [0, 90, 180, 270, 360].map((atS) =>
      sample(atS * 1_000, "iot", { speedKmh: 18, place: north(atS * 5) }),
    );
    const close = sample(180_010, "app", { speedKmh: 18, place: north(945) });
    expect(rideOf(sparse, [close])).toMatchObject({ distanceM: 0, averageKmh: null });
    expect(rideOf(riding("iot", { fromS: 0, toS: 55 }))).toMatchObject({ wayM: 275, averageKmh: null });
    expect(rideOf(riding("iot", { fromS: 0, toS: 60 }))).toMatchObject({ wayM: 300, averageKmh: 18 });
  });

  it("are way where the same place was told before for as long as the way takes", () => {
    const held = riding("iot", { fromS: 0, toS: 300, everyS: 1, kmh: 27 }, (atS) => ({
      place: north(Math.floor(atS / 6) * 45),
    }));
    expect(rideOf(held)).toMatchObject({ distanceM: 2_250 });
  });
});
