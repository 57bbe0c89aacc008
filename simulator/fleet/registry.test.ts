import { describe, expect, it } from "vitest";
import { DEMO_MODELS, DEMO_PLANTS } from "@/lib/domain/demo-bikes";
import { readRoads } from "../roads/read-roads";
import { HEARTBEAT_S, MODELS } from "../twin/models";
import { newTwin } from "../twin/new-twin";
import { planOf, townOf } from "../twin/plan";
import { identityOf } from "../twin/readings";
import { registeredAs } from "./registry";

const town = townOf(readRoads());
const plans = Array.from({ length: 1_000 }, (_, number) =>
  planOf(1, number, town, { phoneShare: 0.2, isLively: true }),
);
const bikes = plans.flatMap((plan) => registeredAs(plan) ?? []);

describe("master data of the fleet", () => {
  it("is the same whenever it is made", () => {
    expect(plans.flatMap((plan) => registeredAs(plan) ?? [])).toEqual(bikes);
  });

  it("leaves about four bikes of a hundred unregistered", () => {
    expect(bikes.length).toBeGreaterThan(940);
    expect(bikes.length).toBeLessThan(980);
  });

  it("has every bike in one fleet at any time, some in another before", () => {
    const moved = bikes.filter(({ assignments }) => assignments.length === 2);
    expect(moved.length).toBeGreaterThan(30);
    for (const { assignments } of bikes) {
      expect(assignments[0]?.from).toBeNull();
      expect(assignments.at(-1)?.to).toBeNull();
    }
    for (const { assignments } of moved) {
      expect(assignments[0]?.to).toBe(assignments[1]?.from);
      expect(assignments[0]?.fleet).not.toBe(assignments[1]?.fleet);
    }
  });

  it("names the components that the bikes tell of", () => {
    for (const plan of plans.filter(({ hasModule }) => hasModule)) {
      const serials = new Map(registeredAs(plan)?.components.map(({ kind, serial }) => [kind, serial]));
      if (serials.size === 0) continue;
      const told = identityOf(newTwin(plan, 0, { town, everyS: 1, faultFactor: 1 }));
      expect(told).toMatchObject({
        motor_serial: serials.get("motor"),
        battery_serial: serials.get("battery"),
        display_serial: serials.get("display"),
        module_serial: serials.get("module"),
      });
    }
  });

  it("points at plants and models that the local stack has, which are what rides", () => {
    for (const { oem, plant, model } of bikes) {
      expect(DEMO_PLANTS).toContainEqual(expect.objectContaining({ oem, code: plant }));
      expect(DEMO_MODELS).toContainEqual(expect.objectContaining({ oem, code: model }));
    }
    for (const { oem, code, batteryWh } of Object.values(MODELS))
      expect(DEMO_MODELS).toContainEqual(
        expect.objectContaining({ oem, code, batteryWh, reportEverySeconds: HEARTBEAT_S }),
      );
    expect(new Set(bikes.map(({ plant }) => plant)).size).toBe(DEMO_PLANTS.length);
  });
});
