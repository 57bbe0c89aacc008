import { describe, expect, it } from "vitest";
import { rideOf } from "./testing/ride-of";
import { north, riding, sample } from "./testing/samples";

describe("figures of a ride", () => {
  it("measures distance, time and speed", () => {
    expect(rideOf(riding("iot", { fromS: 0, toS: 720, kmh: 18 }))).toMatchObject({
      distanceM: 3_600,
      unrecordedM: 0,
      movingS: 720,
      averageKmh: 18,
      topKmh: 18,
      dataShare: 1,
    });
  });

  it("does not count positions that wander while the bike stands", () => {
    const halt = Array.from({ length: 40 }, (_, at) =>
      sample((105 + at * 5) * 1_000, "iot", { speedKmh: 0, place: north(500 + (at % 2) * 12) }),
    );
    const ride = rideOf(
      riding("iot", { fromS: 0, toS: 100 }),
      halt,
      riding("iot", { fromS: 305, toS: 405 }, (atS) => ({ place: north((atS - 205) * 5) })),
    );
    expect(ride.distanceM).toBeLessThan(1_040);
    expect(ride.movingS).toBe(205);
  });

  it("invents no way in a gap: it says how far it is straight, and takes the counter's word where there is one", () => {
    const parts = (counter: boolean) => [
      riding("iot", { fromS: 0, toS: 100 }, (atS) => (counter ? { odometerM: 1_000 + atS * 5 } : {})),
      riding("iot", { fromS: 300, toS: 400 }, (atS) => (counter ? { odometerM: 1_000 + atS * 6 } : {})),
    ];
    expect(rideOf(...parts(false))).toMatchObject({ distanceM: 1_000, unrecordedM: 1_000, dataShare: 0.5 });
    expect(rideOf(...parts(true))).toMatchObject({ distanceM: 2_300, unrecordedM: 0, counterM: 2_400 });
  });

  it("leaves out a position that no bike could have reached", () => {
    const strayed = riding("iot", { fromS: 0, toS: 100 }, (atS) =>
      atS === 50 ? { place: north(9_000) } : {},
    );
    expect(rideOf(strayed)).toMatchObject({ distanceM: 500 });
  });

  it("begins anew where several positions agree that the one before was wrong", () => {
    const cached = riding("iot", { fromS: 0, toS: 200 }, (atS) =>
      atS === 0 ? { place: north(30_000) } : {},
    );
    expect(rideOf(cached)).toMatchObject({ distanceM: 975, unrecordedM: 0 });
  });

  it("takes the counter's word for a ride without any position", () => {
    const blind = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({ place: null, odometerM: 500 + atS * 5 }));
    expect(rideOf(blind)).toMatchObject({ distanceM: 3_000, averageKmh: 18, counterM: 3_000 });
  });

  it.each([
    ["in the first quarter of a minute", 0, 15, 30 * 60],
    ["in the last", 30 * 60 - 15, 30 * 60, 30 * 60],
    ["a minute and a half after the start", 90, 600, 600],
  ])("takes the counter's word for what lies outside of positions: %s", (_, fromS, untilS, toS) => {
    const part = riding("iot", { fromS: 0, toS }, (atS) => ({
      odometerM: 500 + atS * 5,
      ...(atS < fromS || atS > untilS ? { place: null } : {}),
    }));
    expect(rideOf(part)).toMatchObject({ distanceM: toS * 5, wayM: toS * 5, wayS: toS, unrecordedM: 0 });
  });

  it("loses nothing that a phone told all the way to a word of the module", () => {
    const told = {
      ...{ voltageV: 36, currentA: 10, motorPowerW: 300, riderPowerW: 150, assistLevel: 3 },
      ...{ ambientTempC: 10, cycles: 70 },
    };
    const phone = riding("app", { fromS: 0, toS: 1_200 }, () => told);
    const alone = rideOf(phone);
    expect(alone).toMatchObject({ energyWh: 120, energyS: 1_200, motorWh: 100, riderWh: 50 });
    const same = (({ energyWh, energyS, motorWh, riderWh, wayWh, levelsM, cycles }) => ({
      ...{ energyWh, energyS, motorWh, riderWh, wayWh, levelsM, cycles },
    }))(alone);
    expect(rideOf(phone, [sample(601_000, "iot", told)])).toMatchObject(same);
    expect(
      rideOf(
        phone,
        riding("iot", { fromS: 0, toS: 180 }, () => told),
      ),
    ).toMatchObject(same);
  });

  it("subtracts no two counters from one another, be they of one id", () => {
    const phone = riding("app", { fromS: 0, toS: 1_200 }, (atS) => ({
      place: null,
      odometerM: 1_060 + atS * 5,
    }));
    const module = (fromS: number, toS: number) =>
      riding("iot", { fromS, toS }, (atS) => ({ place: null, odometerM: 1_000 + atS * 5 }));
    expect(rideOf(phone)).toMatchObject({ distanceM: 6_000, counterM: 6_000 });
    expect(rideOf(phone, module(0, 180))).toMatchObject({ distanceM: 5_975, wayM: 5_975, counterM: 6_000 });
    expect(rideOf(phone, module(600, 800))).toMatchObject({ distanceM: 5_950, counterM: 6_000 });
    const twice = [...module(0, 180), ...module(600, 800)];
    expect(rideOf(phone, twice)).toMatchObject({ distanceM: 5_975, wayM: 5_925 });
    const longer = phone.map((one) => ({ ...one, odometerM: (one.odometerM ?? 0) * 1.1 }));
    expect(rideOf(longer, twice)).toMatchObject({ distanceM: 6_173, wayM: 4_073 });
  });

  it("keeps what the module's counter tells over its silences where the phone's begins before it", () => {
    const phone = sample(0, "app", { speedKmh: 18, odometerM: 77 });
    const riders = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...{ place: null },
      ...(atS >= 100 && (atS - 100) % 100 === 0 ? { odometerM: 1_000 + atS * 5 } : {}),
    }));
    expect(rideOf(riders, [phone])).toMatchObject({ distanceM: 2_500, counterM: 2_500 });
  });

  it("tells no more way step by step than there is, where a counter goes back", () => {
    const back = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...{ place: null, odometerM: 1_000 + atS * 5 - (atS >= 300 && atS < 310 ? 100 : 0) },
    }));
    expect(rideOf(back)).toMatchObject({ distanceM: 3_000, wayM: 3_000, wayS: 600 });
  });

  it("rounds half seconds up, however many they are", () => {
    for (let halves = 81; halves < 2_000; halves += 2) {
      const times = Array.from({ length: Math.ceil(halves / 100) }, (_, at) => at * 50_000);
      const samples = [...times, halves * 500].map((timeMs) =>
        sample(timeMs, "iot", { speedKmh: 18, place: north(timeMs / 200), voltageV: 36, currentA: 1 }),
      );
      const seconds = (halves + 1) / 2;
      expect(rideOf(samples)).toMatchObject({ movingS: seconds, wayS: seconds, energyS: seconds });
    }
  });

  it("takes no way of a counter that jumps, be it at the start, nor between those of two modules", () => {
    const jumping = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...{ place: null, odometerM: atS < 10 ? 0 : 1_200_000 + atS * 5 },
    }));
    expect(rideOf(jumping)).toMatchObject({ distanceM: 2_950, counterM: 2_950 });
    const swapped = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...{ place: null, reportedAs: atS < 300 ? "a" : "b", odometerM: (atS < 300 ? 900 : 2_400) + atS * 5 },
    }));
    expect(rideOf(swapped)).toMatchObject({ distanceM: 2_975, counterM: 2_975 });
  });

  it("keeps what the module tells of energy, levels and way by the counter where a phone saw more of the riding", () => {
    const told = (atS: number) => ({
      ...{ voltageV: 36, currentA: 10, motorPowerW: 200, riderPowerW: 100, assistLevel: 3, cycles: 70 },
      ...{ ambientTempC: 10, batteryTempC: 20, odometerM: 1_000 + atS * 5 },
    });
    const place = (atS: number) => (atS > 200 && atS < 402 ? null : north(atS * 5));
    const module = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({ ...told(atS), place: place(atS) }));
    const alone = rideOf(module);
    const phone = riding("app", { fromS: 2, toS: 608, everyS: 3 }, (atS) => ({ place: place(atS) }));
    const both = rideOf(module, phone);
    expect(both).toMatchObject({ source: "app", isFilled: false, energyWh: 60, energyS: 600 });
    expect(both).toMatchObject({ motorWh: alone.motorWh, riderWh: alone.riderWh, cycles: 70 });
    expect(both).toMatchObject({ ambientC: alone.ambientC, batteryC: alone.batteryC, counterM: 3_000 });
    expect(both.unrecordedM).toBe(0);
    expect(Math.abs(both.distanceM - 3_040)).toBeLessThanOrEqual(1);
    expect(Math.abs((both.levelsM?.[3] ?? 0) - 3_030)).toBeLessThanOrEqual(15);
  });

  it("tells way, time and energy of the same part where positions are lost and no counter tells", () => {
    const lost = riding("iot", { fromS: 0, toS: 1_200 }, (atS) => ({
      ...{ voltageV: 36, currentA: 5 },
      ...(atS > 300 && atS < 900 ? { place: null } : {}),
    }));
    const ride = rideOf(lost);
    expect(ride).toMatchObject({ movingS: 1_200, energyWh: 60, distanceM: 3_000, unrecordedM: 3_000 });
    expect(ride).toMatchObject({ wayM: 3_000, wayS: 600, wayWh: 30, wayEnergyM: 3_000, averageKmh: 18 });
  });

  it("tells the metres over which energy was measured, and what was drawn at halts between them", () => {
    const silent = riding("iot", { fromS: 0, toS: 600 }, (atS) => ({
      ...(atS <= 300 ? { voltageV: 36, currentA: 10 } : {}),
      ...(atS >= 100 && atS <= 200 ? { speedKmh: 0, place: north(500) } : {}),
      ...(atS > 200 ? { place: north((atS - 100) * 5) } : {}),
    }));
    const ride = rideOf(silent);
    expect(ride).toMatchObject({ wayM: 2_500, wayEnergyM: 1_000, wayWh: 30, energyWh: 30 });
    expect([ride.movingS, ride.wayS, ride.energyS]).toEqual([495, 495, 195]);
  });

  it("takes a reading that tells neither place nor speed as no word on whether the bike moves", () => {
    const between = Array.from({ length: 120 }, (_, at) =>
      sample(at * 5_000 + 2_000, "iot", { voltageV: 36, currentA: 10 }),
    );
    expect(rideOf(riding("iot", { fromS: 0, toS: 600 }), between)).toMatchObject({ movingS: 600, wayS: 600 });
  });

  it("climbs nothing from one altimeter to the other", () => {
    const module = [0, 220, 440].flatMap((fromS) =>
      riding("iot", { fromS, toS: fromS + 100 }, (atS) => ({ place: north(atS * 5), altitudeM: 100 })),
    );
    const phone = riding("app", { fromS: 0, toS: 540 }, () => ({ altitudeM: 147 }));
    const silenced = phone.filter(({ timeMs }) => timeMs % 220_000 > 100_000);
    expect(rideOf(module, silenced)).toMatchObject({ source: "iot", isFilled: true, climbM: 0 });
    const hill = riding("iot", { fromS: 0, toS: 300 }, (atS) => ({ altitudeM: atS / 10 }));
    expect(Math.abs((rideOf(hill).climbM ?? 0) - 30)).toBeLessThanOrEqual(1);
  });

  it("knows the assist level that was told beside the positions", () => {
    const told = [0, 100].map((atS) => sample(atS * 1_000 + 1, "iot", { assistLevel: atS === 0 ? 2 : 4 }));
    const ride = rideOf(riding("iot", { fromS: 0, toS: 150, everyS: 10 }), told);
    expect([ride.levelsM?.[2], ride.levelsM?.[4]]).toEqual([300, 200]);
  });

  it("integrates voltage times current, what is given back included, and says over which time", () => {
    const ride = rideOf(
      riding("iot", { fromS: 0, toS: 600 }, (atS) => ({ voltageV: 36, currentA: atS < 300 ? 10 : -2 })),
    );
    expect(ride.energyWh).toBeCloseTo((36 * (297.5 * 10 - 302.5 * 2)) / 3_600, 1);
    expect(ride.energyS).toBe(600);
    const silent = riding("iot", { fromS: 0, toS: 600 }, (atS) =>
      atS <= 100 || atS >= 400 ? { voltageV: 36, currentA: 10 } : {},
    );
    expect(rideOf(silent)).toMatchObject({ energyS: 300, energyWh: 30 });
  });

  it("tells work, charge, temperatures and the battery's age", () => {
    const ride = rideOf(
      riding("iot", { fromS: 0, toS: 3_600, everyS: 10 }, (atS) => ({
        motorPowerW: 200,
        riderPowerW: 100,
        socPct: 90 - atS / 360,
        ambientTempC: 10 + atS / 1_800,
        batteryTempC: 20,
        cycles: 77,
        healthPct: 96,
      })),
    );
    expect(ride).toMatchObject({
      motorWh: 200,
      riderWh: 100,
      startPct: 90,
      endPct: 80,
      ambientC: { least: 10, greatest: 12, mean: 11 },
      batteryC: { least: 20, greatest: 20, mean: 20 },
      cycles: 77,
      healthPct: 96,
    });
  });

  it("knows the battery's age that was told as the bike was switched on, and not that of an earlier day", () => {
    const told = (atS: number) => sample(atS * 1_000, "iot", { speedKmh: 0, cycles: 77, healthPct: 96 });
    const ridden = riding("iot", { fromS: 600, toS: 900 });
    expect(rideOf([told(301)], ridden)).toMatchObject({ cycles: 77, healthPct: 96 });
    expect(rideOf([told(299)], ridden)).toMatchObject({ cycles: null, healthPct: null });
    const later = riding("iot", { fromS: 600, toS: 900 }, () => ({ cycles: 78, healthPct: 95 }));
    expect(rideOf([told(301)], later)).toMatchObject({ cycles: 78, healthPct: 95 });
  });

  it("shares the distance among assist levels, what none is known of left out", () => {
    const ride = rideOf(
      riding("iot", { fromS: 0, toS: 400, everyS: 10 }, (atS) =>
        atS === 0 ? { assistLevel: 3 } : atS === 200 ? { assistLevel: 0 } : {},
      ),
    );
    expect(ride.levelsM?.[3]).toBe(350);
    expect(ride.levelsM?.[0]).toBe(350);
    expect(ride.distanceM).toBe(2_000);
  });

  it("counts what came late", () => {
    const ride = rideOf(
      riding("app", { fromS: 0, toS: 100 }, (atS) => ({ latenessS: atS >= 50 ? 300 : 299 })),
    );
    expect(ride).toMatchObject({ readings: 21, lateReadings: 11 });
  });

  it("has no value for what nothing tells", () => {
    expect(rideOf(riding("app", { fromS: 0, toS: 100 }))).toMatchObject({
      energyWh: null,
      energyS: 0,
      motorWh: null,
      startPct: null,
      climbM: null,
      levelsM: null,
      counterM: null,
    });
  });
});
