import { describe, expect, it } from "vitest";
import { BikeEntity, fleetAt, readBikeRecord } from "./bike-entity";

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
    ["overlap", [1_000, 5_000], [4_999, null]],
    ["overlap without an end", [null, null], [7_000, null]],
    ["end before they begin", [5_000, 5_000]],
  ] as const)("is refused when its assignments %s", (_what, ...stretches) => {
    const assignments = stretches.map(([from, to]) => ({ fleet_id: "a", fleet_name: "A", from, to }));
    expect(BikeEntity.safeParse({ ...entity, assignments }).success).toBe(false);
    expect(BikeEntity.safeParse({ ...entity, version: 2 ** 31 }).success).toBe(false);
  });

  it("is read of the bike only that its key names", () => {
    const text = JSON.stringify(entity);
    expect(readBikeRecord("LI-000001", text)).toEqual(entity);
    for (const [key, value] of [
      ["LI-000002", text],
      ["LI-000001", "null"],
      ["LI-000001", "{"],
    ] as const)
      expect(readBikeRecord(key, value)).toBeNull();
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
