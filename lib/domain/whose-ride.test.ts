import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whoseRide } from "./whose-ride";

const ride = { fromMs: 200, toMs: 210 };
const ofAnn = { riderId: "ann", fromMs: null, toMs: null };
const ann = (fromMs: number, toMs: number) => ({ riderId: "ann", fromMs, toMs });
const ben = (fromMs: number, toMs: number) => ({ riderId: "ben", fromMs, toMs });
const cem = (fromMs: number, toMs: number) => ({ riderId: "cem", fromMs, toMs });

describe("whose a ride is, where nobody signed for it", () => {
  it.each([
    ["the owner's", [ofAnn], "ann"],
    ["nobody's, where nobody owns the bike", [], null],
    ["the owner's whose period covers all of it", [{ ...ofAnn, fromMs: 200, toMs: 211 }], "ann"],
    ["nobody's, where the bike was sold in its last moment", [{ ...ofAnn, toMs: 210 }], null],
    ["nobody's, where the bike was bought a moment after it began", [{ ...ofAnn, fromMs: 201 }], null],
    [
      "nobody's, where it was sold on the way",
      [
        { ...ofAnn, toMs: 205 },
        { ...ben(205, 0), toMs: null },
      ],
      null,
    ],
  ])("%s", (_whose, ownership, rider) => {
    const others = [ben(100, 199), cem(211, 300)];
    for (const attributions of [[], others])
      expect(whoseRide(ride, ownership, attributions)).toEqual({ counted: rider, held: rider, signers: [] });
  });
});

describe("whose a ride is, where somebody signed for some of it", () => {
  it.each([
    ["half of it, where nobody owns the bike", [], [ben(200, 205)], "ben", "ben"],
    ["half of it, not the owner", [ofAnn], [ben(205, 210)], "ben", "ben"],
    [
      "half of it in parts that overlap",
      [ofAnn],
      [ben(200, 203), ben(202, 204), ben(207, 208)],
      "ben",
      "ben",
    ],
    ["all of it and more, together with the owner who did not sign", [ofAnn], [ben(100, 300)], "ben", "ben"],
    ["less than half: it stays the owner's, and counts for nobody", [ofAnn], [ben(205, 209)], null, "ann"],
    ["a moment, in the middle", [ofAnn], [ben(205, 205)], null, "ann"],
    ["its first moment", [ofAnn], [ben(100, 200)], null, "ann"],
    ["its last moment", [ofAnn], [ben(210, 300)], null, "ann"],
    ["the same moment many times", [ofAnn], [ben(203, 204), ben(203, 204), ben(203, 204)], null, "ann"],
    ["less than half, where nobody owns the bike", [], [ben(200, 204)], null, null],
    ["a part, being the owner", [ofAnn], [ann(203, 204)], "ann", "ann"],
    [
      "half of it, and another for a moment: it stays his, and counts for nobody",
      [ofAnn],
      [ben(200, 206), cem(208, 208)],
      null,
      "ben",
    ],
    ["half of it, and the owner for a moment", [ofAnn], [ben(200, 206), ann(206, 206)], null, "ben"],
    ["half of it, as did another: it is nobody's", [ofAnn], [ben(200, 205), cem(205, 210)], null, null],
    ["all of it, as did the owner: it is nobody's", [ofAnn], [ben(200, 210), ann(200, 210)], null, null],
    ["a bit, as did another", [ofAnn], [ben(200, 201), cem(209, 210)], null, "ann"],
  ])("%s", (_signed, ownership, attributions, counted, held) => {
    expect(whoseRide(ride, ownership, attributions)).toMatchObject({ counted, held });
  });

  it("is a ride of one moment his who signed for that", () => {
    const moment = { fromMs: 200, toMs: 200 };
    expect(whoseRide(moment, [ofAnn], [ben(200, 200)])).toMatchObject({ counted: "ben", held: "ben" });
  });

  it("does not depend on the order in which signatures came, nor on how they are cut", () => {
    const part = fc.record({
      riderId: fc.constantFrom("ann", "ben", "cem"),
      fromMs: fc.integer({ min: 195, max: 212 }),
      long: fc.nat(8),
    });
    const told = fc.array(part, { maxLength: 6 }).chain((parts) => {
      const whole = parts.map(({ riderId, fromMs, long }) => ({ riderId, fromMs, toMs: fromMs + long }));
      const cut = whole.flatMap(({ riderId, fromMs, toMs }) => {
        const middle = Math.floor((fromMs + toMs) / 2);
        return [
          { riderId, fromMs, toMs: middle },
          { riderId, fromMs: middle, toMs },
        ];
      });
      return fc.tuple(fc.constant(whole), fc.shuffledSubarray(cut, { minLength: cut.length }));
    });
    fc.assert(
      fc.property(told, ([whole, otherwise]) => {
        expect(whoseRide(ride, [ofAnn], otherwise)).toEqual(whoseRide(ride, [ofAnn], whole));
      }),
    );
  });

  it("is never another's by a signature for less than half of it", () => {
    const shorter = fc.integer({ min: 200, max: 206 }).map((fromMs) => ben(fromMs, fromMs + 4));
    fc.assert(
      fc.property(shorter, (attribution) => {
        expect(whoseRide(ride, [ofAnn], [attribution]).held).toBe("ann");
      }),
    );
  });
});

describe("whose a ride is, of which something was erased", () => {
  const ofBen = (fromMs: number | null, toMs: number | null) => ({
    riderId: "ben",
    source: null,
    fromMs,
    toMs,
  });
  const signedByBen = { ...ofBen(203, 206), source: "app" } as const;

  it.each([
    ["counts for nobody, where another's is gone and nobody signed", [ofAnn], [], [ofBen(205, 206)], null],
    ["nor where what is gone is its last moment", [ofAnn], [], [ofBen(210, 300)], null],
    ["nor where the owner signed for a bit", [ofAnn], [ann(200, 202)], [ofBen(205, 206)], null],
    ["counts, where another's is gone of before it", [ofAnn], [], [ofBen(null, 200)], "ann"],
    ["counts, where another's is gone of after it", [ofAnn], [], [ofBen(211, null)], "ann"],
    ["counts, where it is the owner's own", [ofAnn], [], [{ ...ofBen(null, null), riderId: "ann" }], "ann"],
    [
      "counts for who signed, where the owner's time is gone",
      [ofAnn],
      [cem(200, 210)],
      [ofBen(null, null)],
      "cem",
    ],
    ["counts for nobody, where another had signed, too", [ofAnn], [cem(200, 210)], [signedByBen], null],
  ])("%s", (_counts, ownership, attributions, erased, counted) => {
    const whose = whoseRide(ride, ownership, attributions, erased);
    expect(whose.counted).toBe(counted);
    expect(whose.held).toBe(whoseRide(ride, ownership, attributions).held);
  });
});
