import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type BikesCast, openBikesCast } from "@/lib/bikes/testing/bikes-cast";
import { EPOCH_MS, hour } from "@/lib/bikes/testing/bikes-suite";
import { transferBike } from "@/lib/bikes/transfer-bike";
import { getBatteryAndRider } from "./get-battery-and-rider";
import { mintVisibleRange } from "./mint-visible";

let cast: BikesCast;
beforeAll(async () => {
  cast = await openBikesCast(inject("environment"));
});
afterAll(() => cast.suite.close());

const asked = (of: string) =>
  getBatteryAndRider(
    [mintVisibleRange({ of, bikeId: of, source: null, fromMs: 0, toMs: 1, positions: false })],
    cast.suite.db,
  );

describe("battery and rider of a bike", () => {
  it("are nothing for a bike that nobody registered, and for who sees nothing of it", async () => {
    expect(await asked("LI-999999")).toBeNull();
    expect(await getBatteryAndRider([], cast.suite.db)).toBeNull();
  });

  it("are its model's battery, and since when its owner of now has it", async () => {
    const { suite, oemId, fleets, support } = cast;
    const bikeId = await suite.bike("EB-1", oemId);
    const fresh = await asked(bikeId);
    expect(fresh).toMatchObject({ riderSinceMs: null });
    expect(fresh?.capacityWh).toBeGreaterThan(100);
    for (const [reference, from] of [
      ["first", hour(1)],
      ["second", hour(50)],
    ] as const)
      await transferBike(
        support,
        { bikeId, organisationId: fleets[0], reference, from, reason: "as was told" },
        suite.stores,
      );
    expect((await asked(bikeId))?.riderSinceMs).toBe(EPOCH_MS + 50 * 3_600_000);
  });
});
