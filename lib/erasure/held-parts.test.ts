import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whoseRide } from "@/lib/domain/whose-ride";
import { heldParts, type RiddenBike } from "./held-parts";

const signed = (riderId: string, fromMs: number, toMs: number) => ({ riderId, fromMs, toMs });
const ANN = { riderId: "ann", fromMs: 0, toMs: 1_000 };
/** Ann's bike, on which there are two rides. */
const bike = (over: Partial<RiddenBike> = {}): RiddenBike => ({
  ...{ ownership: [ANN], attributions: [] },
  rides: [
    { fromMs: 100, toMs: 199 },
    { fromMs: 300, toMs: 399 },
  ],
  ...over,
});
const all = (fromMs: number, toMs: number) => ({ source: null, fromMs, toMs });
const ofModule = (fromMs: number, toMs: number) => ({ source: "iot", fromMs, toMs });
const ofPhones = (fromMs: number, toMs: number) => ({ source: "app", fromMs, toMs });

describe("what of a bike's readings is a rider's", () => {
  it("is all of the time that the bike was the rider's, as one, where nobody else rode", () => {
    expect(heldParts("ann", bike(), 10)).toEqual([all(0, 1_000)]);
    expect(heldParts("ben", bike(), 10)).toEqual([]);
  });

  it("is a borrowed ride from its first to its last moment and what is just around it, and not the owner's", () => {
    const lent = bike({ attributions: [signed("ben", 110, 180)] });
    expect(heldParts("ben", lent, 10)).toEqual([all(90, 210)]);
    expect(heldParts("ann", lent, 10)).toEqual([all(0, 90), all(210, 1_000)]);
  });

  it("reaches around a ride to the middle of the way to the next at most", () => {
    const lent = bike({ attributions: [signed("ben", 100, 199)] });
    expect(heldParts("ben", lent, 1_000)).toEqual([all(-900, 250)]);
    expect(heldParts("ann", lent, 1_000)).toEqual([all(250, 1_000)]);
  });

  it("of a ride that another signed for a bit is what phones told meanwhile the other's, the rest the owner's", () => {
    const doubted = bike({ attributions: [signed("ben", 120, 129)] });
    expect(heldParts("ben", doubted, 10)).toEqual([ofPhones(120, 130)]);
    expect(heldParts("ann", doubted, 10)).toEqual([all(0, 120), all(130, 1_000), ofModule(120, 130)]);
  });

  it("of a ride that a rider signed for, and another for a bit, is the other's what phones told meanwhile", () => {
    const lent = bike({ attributions: [signed("ben", 100, 180), signed("cem", 190, 199)] });
    expect(heldParts("ben", lent, 0)).toEqual([all(100, 190), ofModule(190, 200)]);
    expect(heldParts("cem", lent, 0)).toEqual([ofPhones(190, 200)]);
  });

  it("of a ride that two signed for is what phones told meanwhile of each, and of neither the rest; nor of the owner", () => {
    const both = bike({ attributions: [signed("ben", 100, 199), signed("cem", 100, 199)] });
    expect(heldParts("ben", both, 0)).toEqual([ofPhones(100, 200)]);
    expect(heldParts("cem", both, 0)).toEqual([ofPhones(100, 200)]);
    expect(heldParts("ann", both, 0)).toEqual([all(0, 100), all(200, 1_000)]);
  });

  it("is of what was signed for where no ride is known yet all of it", () => {
    const early = bike({ rides: [], attributions: [signed("ben", 110, 180)] });
    expect(heldParts("ben", early, 10)).toEqual([all(100, 191)]);
    expect(heldParts("ann", early, 10)).toEqual([all(0, 100), all(191, 1_000)]);
  });

  it("is of a bike that nobody owns what the rider signed for", () => {
    const shared = bike({ ownership: [], attributions: [signed("ben", 100, 199)] });
    expect(heldParts("ben", shared, 0)).toEqual([all(100, 200)]);
  });

  it("gives each moment of a module to one rider at most, and each of somebody's ride to whom the rule gives it", () => {
    const RIDERS = ["ann", "ben", "cem"];
    const signature = fc
      .record({
        riderId: fc.constantFrom(...RIDERS),
        fromMs: fc.integer({ min: 80, max: 420 }),
        long: fc.nat(120),
      })
      .map(({ riderId, fromMs, long }) => signed(riderId, fromMs, fromMs + long));
    fc.assert(
      fc.property(fc.array(signature, { maxLength: 4 }), fc.nat(40), (attributions, marginMs) => {
        const told = bike({ attributions });
        const parts = new Map(RIDERS.map((rider) => [rider, heldParts(rider, told, marginMs)]));
        const holders = (moment: number, source: "iot" | "app") =>
          RIDERS.filter((rider) =>
            parts
              .get(rider)
              ?.some(
                (part) =>
                  (part.source === null || part.source === source) &&
                  part.fromMs <= moment &&
                  moment < part.toMs,
              ),
          );
        for (let moment = 0; moment < 500; moment += 7)
          expect(holders(moment, "iot").length).toBeLessThanOrEqual(1);
        for (const ride of told.rides) {
          const { held } = whoseRide(ride, told.ownership, told.attributions);
          for (const moment of [ride.fromMs, ride.fromMs + 50, ride.toMs])
            expect(holders(moment, "iot")).toEqual(held === null ? [] : [held]);
        }
        for (const { riderId, fromMs, toMs } of attributions)
          for (const moment of [fromMs, toMs]) expect(holders(moment, "app")).toContain(riderId);
      }),
    );
  });
});
