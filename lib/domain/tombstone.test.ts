import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BikeId, SOURCES } from "./packet";
import { isSignedKey, isUnder, readTombstones, signedKey, type Tombstone, tombstonesText } from "./tombstone";

const of = (over: Partial<Tombstone>): Tombstone => ({ from: 1_000, to: 2_000, rider: "ada", ...over });
const unsigned = (timeMs: number) => ({ timeMs, source: null, signedBy: null });

describe("whether a reading is under a tombstone", () => {
  it.each([
    [999, false],
    [1_000, true],
    [1_999, true],
    [2_000, false],
  ])("at %i it is %j, from its beginning until its end", (timeMs, under) => {
    expect(isUnder([of({})], unsigned(timeMs))).toBe(under);
  });

  it("has no end on a side where none is named", () => {
    expect(isUnder([of({ from: null })], unsigned(-1e15))).toBe(true);
    expect(isUnder([of({ to: null })], unsigned(1e15))).toBe(true);
  });

  it("is not where another rider signed the upload, and is where the same or nobody did", () => {
    const signed = (signedBy: string | null) => isUnder([of({})], { ...unsigned(1_500), signedBy });
    expect([signed("ada"), signed(null), signed("bob")]).toEqual([true, true, false]);
  });

  it("is where any of a bike's tombstones holds, whatever another rider's says", () => {
    const both = [of({}), of({ rider: "bob" })];
    expect(isUnder(both, { ...unsigned(1_500), signedBy: "bob" })).toBe(true);
  });

  it("is of the source that is named, and of one that nobody knows", () => {
    const module = [of({ source: "iot" })];
    const bySource = [...SOURCES, null].map((source) => isUnder(module, { ...unsigned(1_500), source }));
    expect(bySource).toEqual([true, false, true]);
  });
});

describe("a bike's record of tombstones", () => {
  it("says what was written", () => {
    const moment = fc.option(fc.integer());
    const tombstone = fc.record(
      {
        ...{ from: moment, to: moment, rider: fc.uuid(), source: fc.constantFrom(...SOURCES) },
        ...{ bike: fc.string(), erasure: fc.uuid(), asked: fc.integer() },
      },
      { requiredKeys: ["from", "to", "rider"] },
    );
    fc.assert(
      fc.property(fc.array(tombstone), (tombstones) => {
        expect(readTombstones(tombstonesText(tombstones))).toEqual(tombstones);
      }),
    );
  });

  it.each(["", "{", "[]", '{"tombstones":[{"from":"x"}]}'])("is none where it cannot be read: %j", (text) => {
    expect(readTombstones(text)).toBeNull();
  });
});

it("is kept of what a rider signed under a key that no bike has", () => {
  const key = signedKey("5f0c3f2e-7a53-4c1c-9d5b-000000000001");
  expect(isSignedKey(key)).toBe(true);
  expect(BikeId.safeParse(key).success).toBe(false);
  expect(isSignedKey("LI-000001")).toBe(false);
});
