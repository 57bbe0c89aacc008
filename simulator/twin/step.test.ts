import { describe, expect, it } from "vitest";
import { readRoads } from "../roads/read-roads";
import { chargeShare } from "./battery";
import { newTwin, randomAt } from "./new-twin";
import { planOf, townOf } from "./plan";
import { type Step, step } from "./step";
import type { Truth, Twin, World } from "./twin";

const START = Date.UTC(2026, 5, 15, 4);
const DAY_MS = 86_400_000;
const town = townOf(readRoads());
const world: World = { town, everyS: 1, faultFactor: 20 };

const lively = (number: number): Twin =>
  newTwin(planOf(3, number, town, { phoneShare: 1, isLively: true }), START, world);

function* ridden(first: Twin, untilMs: number, everyS = 1): Generator<{ before: Twin; done: Step }> {
  for (let before = first; before.dueMs < untilMs; ) {
    const done = step(before, before.dueMs, randomAt(before.plan, before.dueMs), { ...world, everyS });
    yield { before, done };
    before = done.twin;
  }
}
const truthsOf = (first: Twin, untilMs: number): Truth[] =>
  [...ridden(first, untilMs)].flatMap(({ done }) => done.truth);

describe("a twin", () => {
  it("draws from its battery what flows through the terminals, and loses as much charge", () => {
    let [integralWh, movedAh, metres] = [0, 0, 0];
    const first = lively(1);
    let last = first;
    for (const { before, done } of ridden(first, START + 600_000)) {
      const seconds = (done.twin.atMs - before.atMs) / 1_000;
      const { currentA, voltageV } = done.twin.power;
      const isMoment = before.activity.kind === "riding" && done.twin.activity.kind === "riding";
      if (!isMoment) break;
      integralWh += (currentA * voltageV * seconds) / 3_600;
      movedAh += (currentA * seconds) / 3_600;
      metres += done.twin.odometerM - before.odometerM;
      last = done.twin;
    }
    expect(metres).toBeGreaterThan(100);
    expect(last.drawnWh - first.drawnWh).toBeCloseTo(integralWh, 6);
    expect(first.battery.chargeAh - last.battery.chargeAh).toBeCloseTo(movedAh, 6);
    expect(chargeShare(last.battery)).toBeLessThan(chargeShare(first.battery));
  });

  it("knows of each ride when, how far and with how much energy", () => {
    const first = lively(2);
    const rides = truthsOf(first, START + 4 * 3_600_000).filter((truth) => truth.kind === "ride");
    expect(rides.length).toBeGreaterThan(4);
    for (const ride of rides.slice(1)) {
      const kilometres = ride.distance_m / 1_000;
      const hours = (ride.to - ride.from) / 3_600_000;
      expect(kilometres / hours).toBeGreaterThan(8);
      expect(kilometres / hours).toBeLessThan(30);
      expect(ride.drawn_wh / kilometres).toBeGreaterThan(0);
      expect(ride.drawn_wh / kilometres).toBeLessThan(25);
    }
  });

  it("never turns its odometer or counter back, nor moves faster than a bike", () => {
    for (const { before, done } of ridden(lively(3), START + 3 * 3_600_000)) {
      expect(done.twin.atMs).toBeGreaterThan(before.atMs);
      expect(done.twin.sequence).toBe(before.sequence + 1);
      expect(done.twin.odometerM).toBeGreaterThanOrEqual(before.odometerM);
      const seconds = (done.twin.atMs - before.atMs) / 1_000;
      if (before.activity.kind === "riding")
        expect((done.twin.odometerM - before.odometerM) / seconds).toBeLessThan(13);
    }
  });

  it("lives through a day of faults, swaps and charging, and tells of each", () => {
    const twins = Array.from({ length: 12 }, (_, number) => lively(number));
    const steps = twins.flatMap((twin) => [...ridden(twin, START + DAY_MS / 2, 10)]);
    const sent = steps.flatMap(({ done }) => done.module ?? []);
    const kinds = new Set(steps.flatMap(({ done }) => done.truth.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(["charge", "fault", "offline", "ride", "swap"]);
    expect(sent.some((reading) => Number(reading.battery_current_a) < -1)).toBe(true);
    const serials = new Set(sent.flatMap((reading) => reading.battery_serial ?? []));
    const swaps = steps.flatMap(({ done }) => done.truth.filter((truth) => truth.kind === "swap"));
    for (const swap of swaps) if (swap.kind === "swap") serials.add(swap.battery_serial);
    expect(serials.size).toBeGreaterThan(4);
  });

  it("says a fault when it comes and an empty list when it is cleared", () => {
    const told = [...ridden(lively(4), START + DAY_MS, 5)].flatMap(({ done }) => {
      const faults = done.truth.filter((truth) => truth.kind === "fault");
      return done.module ? faults.map((fault) => ({ fault, said: done.module?.error_codes })) : [];
    });
    expect(told.length).toBeGreaterThan(1);
    for (const { fault, said } of told)
      if (fault.kind === "fault") expect(said).toEqual(fault.code === null ? [] : [fault.code]);
  });

  it("sends serials and firmware with its first reading and at each departure, seldom otherwise", () => {
    const steps = [
      ...ridden({ ...lively(5), plan: { ...lively(5).plan, hasModule: true } }, START + 3_600_000),
    ];
    const announced = steps.filter(({ done }) => done.module?.module_serial !== undefined);
    const departures = steps.filter(
      ({ before, done }) => before.activity.kind === "standing" && done.twin.activity.kind === "riding",
    );
    expect(steps[0]?.done.module).toHaveProperty("firmware");
    for (const { done } of departures) expect(done.module).toHaveProperty("battery_serial");
    expect(announced.length).toBeLessThan(departures.length + 6);
  });

  it("knows movement only where a phone records it", () => {
    const phone = [...ridden(lively(6), START + 600_000)].flatMap(({ done }) => done.phone ?? []);
    expect(phone.length).toBeGreaterThan(100);
    expect(Object.keys(phone[0] ?? {}).sort()).toEqual(
      ["altitude_m", "heading_deg", "lat", "lon", "speed_kmh", "t"].sort(),
    );
  });
});
