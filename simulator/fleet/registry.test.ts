import { describe, expect, it } from "vitest";
import { BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { readRoads } from "../roads/read-roads";
import { planOf, townOf } from "../twin/plan";
import { entityOf, ORGANISATIONS } from "./registry";

const town = townOf(readRoads());
const organisations = new Map(ORGANISATIONS.map((name, at) => [name, `organisation-${at}`]));
const plans = Array.from({ length: 1_000 }, (_, number) =>
  planOf(1, number, town, { phoneShare: 0.2, isLively: true }),
);
const entities = plans.flatMap((plan) => entityOf(plan, organisations) ?? []);

describe("master data of the fleet", () => {
  it("is valid, and the same whenever it is made", () => {
    for (const entity of entities) expect(BikeEntity.parse(entity)).toEqual(entity);
    expect(plans.flatMap((plan) => entityOf(plan, organisations) ?? [])).toEqual(entities);
  });

  it("leaves about four bikes of a hundred unregistered", () => {
    expect(entities.length).toBeGreaterThan(940);
    expect(entities.length).toBeLessThan(980);
  });

  it("has every bike in one fleet at any time, some in another before", () => {
    const moved = entities.filter(({ assignments }) => assignments.length === 2);
    expect(moved.length).toBeGreaterThan(30);
    for (const entity of entities)
      expect(fleetAt(entity, Date.UTC(2026, 5, 1))?.fleet_id).toBe(entity.assignments.at(-1)?.fleet_id);
    for (const { assignments, version } of moved) {
      expect(assignments[0]?.to).toBe(assignments[1]?.from);
      expect(assignments[0]?.fleet_id).not.toBe(assignments[1]?.fleet_id);
      expect(version).toBe(2);
    }
  });

  it("points at organisations by their ids, and says which is missing", () => {
    const fleets = new Set(entities.flatMap(({ assignments }) => assignments.map((one) => one.fleet_id)));
    const makers = new Set(entities.map(({ oem }) => oem.id));
    expect(fleets.size).toBe(3);
    expect(makers.size).toBe(2);
    const withoutFleets = new Map([...organisations].slice(-2));
    expect(() => plans.map((plan) => entityOf(plan, withoutFleets))).toThrow("Alpenrad Rheintal");
  });
});
