import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Battery,
  capacityOf,
  chargerCurrent,
  chargeShare,
  currentFor,
  flow,
  openVoltage,
} from "./battery";

const full: Battery = {
  serial: "B-1",
  capacityAh: capacityOf(500),
  chargeAh: capacityOf(500),
  cycles: 0,
  healthPct: 100,
  temperatureC: 20,
};

describe("a battery", () => {
  it("gives the power that is asked for, at a voltage that sinks with it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (watts, share) => {
          const battery = { ...full, chargeAh: full.capacityAh * share };
          const currentA = currentFor(battery, watts);
          const { voltageV } = flow(battery, currentA, 1, 20);
          expect(currentA * voltageV).toBeCloseTo(watts, 6);
          expect(voltageV).toBeLessThan(openVoltage(share));
        },
      ),
    );
  });

  it("holds what its model promises, between full and empty", () => {
    let [battery, drawnWh, hours] = [full, 0, 0];
    while (chargeShare(battery) > 0 && hours < 100) {
      const { battery: after, voltageV } = flow(battery, 1, 36, 20);
      drawnWh += (1 * voltageV * 36) / 3_600;
      hours += 0.01;
      battery = after;
    }
    expect(drawnWh).toBeGreaterThan(480);
    expect(drawnWh).toBeLessThan(501);
    expect(hours).toBeCloseTo(full.capacityAh, 1);
  });

  it("fills at the charger to almost full, ever more slowly, and then takes nothing", () => {
    let battery: Battery = { ...full, chargeAh: full.capacityAh * 0.1 };
    const currents: number[] = [];
    for (let minute = 0; minute < 600; minute++) {
      currents.push(chargerCurrent(battery));
      battery = flow(battery, currents.at(-1) ?? 0, 60, 20).battery;
    }
    expect(currents[0]).toBe(-4);
    expect(currents.at(-1)).toBe(0);
    expect(currents).toEqual(currents.toSorted((a, b) => a - b));
    expect(chargeShare(battery)).toBeGreaterThan(0.95);
    expect(chargeShare(battery)).toBeLessThanOrEqual(1);
  });

  it("warms with the current, cools to the air, and ages with every cycle", () => {
    const used = flow(full, 15, 600, 20).battery;
    expect(used.temperatureC).toBeGreaterThan(22);
    expect(flow(used, 0, 6 * 3_600, 5).battery.temperatureC).toBeCloseTo(5, 1);
    const cycled = flow(flow(full, full.capacityAh, 3_600, 20).battery, -full.capacityAh, 3_600, 20).battery;
    expect(cycled.cycles).toBeCloseTo(1, 6);
    expect(cycled.healthPct).toBeLessThan(100);
  });
});
