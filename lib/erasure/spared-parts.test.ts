import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SOURCES } from "@/lib/domain/packet";
import { whoseRide } from "@/lib/domain/whose-ride";
import type { RiddenBike } from "./held-parts";
import { planTombstones } from "./plan-tombstones";
import { isReadingUnder, sparedByBike, sparing } from "./spared-parts";

const BIKE = "LI-1";
const [ASKED_MS, MARGIN_MS] = [10_000, 10];
const RIDE = { fromMs: 300, toMs: 399 };
const ofAnn = { riderId: "ann", fromMs: null, toMs: null };
const signed = (riderId: string, fromMs: number, toMs: number) => ({ riderId, fromMs, toMs });
type Signed = ReturnType<typeof signed>;

/** What was planned of Ann's bike, less what was signed for since. */
function stonesOf(riderId: string, before: readonly Signed[], since: readonly Signed[]) {
  const bike: RiddenBike = { ownership: [ofAnn], attributions: before, rides: [RIDE] };
  const planned = planTombstones(riderId, [{ ...bike, bikeId: BIKE, swaps: null }], ASKED_MS, MARGIN_MS);
  const all = [
    ...before.map((one) => ({ ...one, isSince: false })),
    ...since.map((one) => ({ ...one, isSince: one.riderId !== riderId })),
  ].map((one) => ({ ...one, bikeId: BIKE }));
  return sparing(planned, sparedByBike(riderId, all, new Map([[BIKE, [RIDE]]]), MARGIN_MS));
}
const underOf = (stones: ReturnType<typeof stonesOf>) => (source: (typeof SOURCES)[number], timeMs: number) =>
  isReadingUnder(stones, { bikeId: BIKE, source, timeMs });

describe("what others signed for since an erasure was planned", () => {
  it("is spared, the whole ride with what is around it where they hold it, and no more", () => {
    const under = underOf(stonesOf("ann", [], [signed("ben", 310, 390)]));
    for (const source of SOURCES)
      expect([289, 290, 350, 409, 410].map((timeMs) => under(source, timeMs))).toEqual([
        ...[true, false, false, false, true],
      ]);
  });

  it("is of phones alone, where they signed for a bit", () => {
    const under = underOf(stonesOf("ann", [], [signed("ben", 310, 320)]));
    expect([309, 310, 320, 321].map((timeMs) => under("app", timeMs))).toEqual([true, false, false, true]);
    expect(under("iot", 315)).toBe(true);
  });

  it("is spared where no ride is made of it yet", () => {
    const under = underOf(stonesOf("ann", [], [signed("ben", 610, 690)]));
    expect([599, 600, 690, 701].map((timeMs) => under("app", timeMs))).toEqual([true, false, false, true]);
  });

  it("is not what phones recorded while the erased rider signed, too", () => {
    const under = underOf(stonesOf("ben", [signed("ben", 300, 340)], [signed("cem", 320, 399)]));
    expect([310, 330, 341].map((timeMs) => under("app", timeMs))).toEqual([true, true, false]);
  });

  it("leaves all as it was planned where nobody did", () => {
    const planned = stonesOf("ann", [], []);
    expect(planned).toHaveLength(2);
    for (const since of [signed("ann", 300, 399), signed("ben", ASKED_MS + 100, ASKED_MS + 200)])
      expect(stonesOf("ann", [], [since])).toEqual(planned);
  });

  it("is spared as it would have been, had it come before the asking, whoever signed when", () => {
    const signature = fc
      .record({ fromMs: fc.integer({ min: 280, max: 410 }), long: fc.nat(100), isLate: fc.boolean() })
      .map(({ fromMs, long, isLate }) => ({ ...signed("ben", fromMs, fromMs + long), isLate }));
    fc.assert(
      fc.property(fc.array(signature, { maxLength: 4 }), (all) => {
        const [late, early] = [true, false].map((isLate) =>
          all.filter((one) => one.isLate === isLate).map(({ isLate: _, ...one }) => one),
        );
        const now = underOf(stonesOf("ann", early ?? [], late ?? []));
        const then = underOf(stonesOf("ann", [...(early ?? []), ...(late ?? [])], []));
        for (const source of SOURCES)
          for (let timeMs = 250; timeMs < 550; timeMs += 3)
            // What one way keeps another's is never taken by the other.
            if (!then(source, timeMs)) expect(now(source, timeMs)).toBe(false);
      }),
    );
  });
});

describe("a ride", () => {
  it("never counts because somebody who signed for a part of it was erased", () => {
    const signature = fc
      .record({
        riderId: fc.constantFrom("ann", "ben", "cem"),
        fromMs: fc.integer({ min: 280, max: 410 }),
        long: fc.nat(120),
      })
      .map(({ riderId, fromMs, long }) => signed(riderId, fromMs, fromMs + long));
    fc.assert(
      fc.property(fc.array(signature, { maxLength: 5 }), fc.constantFrom("ben", "cem"), (all, gone) => {
        const before = whoseRide(RIDE, [ofAnn], all).counted;
        const left = all.filter(({ riderId }) => riderId !== gone);
        const erased = stonesOf(gone, all, [])
          .filter(({ bikeId }) => bikeId === BIKE)
          .map((stone) => ({ ...stone, riderId: gone }));
        expect([null, before]).toContain(whoseRide(RIDE, [ofAnn], left, erased).counted);
      }),
    );
  });
});
