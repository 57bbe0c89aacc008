import { describe, expect, it } from "vitest";
import { BikeEntity, fleetAt } from "./bike-entity";

const entity: BikeEntity = {
  bike_id: "LI-000001",
  version: 3,
  oem: { id: "o1", name: "Veloform" },
  model: { id: "m1", name: "Trekker 625", battery_wh: 625, report_every_s: 900 },
  frame_number: "AR25-88213",
  registered_at: 1_000,
  assignments: [
    { fleet_id: "a", fleet_name: "Alpenrad", from: null, to: 5_000 },
    { fleet_id: "b", fleet_name: "Ried", from: 7_000, to: null },
  ],
};

describe("a bike's entity", () => {
  it("is read as it was written", () => {
    expect(BikeEntity.parse(JSON.parse(JSON.stringify(entity)))).toEqual(entity);
  });

  it.each([
    [Number.MIN_SAFE_INTEGER, "a"],
    [4_999, "a"],
    [5_000, undefined],
    [6_999, undefined],
    [7_000, "b"],
    [Number.MAX_SAFE_INTEGER, "b"],
  ])("tells whose the bike is at %s", (atMs, fleet) => {
    expect(fleetAt(entity, atMs)?.fleet_id).toBe(fleet);
  });
});
