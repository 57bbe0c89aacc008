import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metresOf } from "./counter";
import { fittingWords } from "./fitting-words";
import { rideOf } from "./testing/ride-of";
import { riding } from "./testing/samples";

/** A counter of a ride of 9,000 m in half an hour, without positions but where they are asked for. */
const told = (odometerAt: (atS: number) => number, isLocated: (atS: number) => boolean = () => false) =>
  rideOf(
    riding("iot", { fromS: 0, toS: 1_800 }, (atS) => ({
      ...{ odometerM: odometerAt(atS), voltageV: 36, currentA: 10 },
      ...(isLocated(atS) ? {} : { place: null }),
    })),
  );

describe("a counter that is wrong", () => {
  it.each([
    ["begins at 0 and jumps", (atS: number) => (atS < 10 ? 0 : 25_000 + atS * 5), 8_950],
    ["begins at 0 and jumps by little", (atS: number) => (atS < 10 ? 0 : 1_000 + atS * 5), 8_950],
    ["is wrong in its last word", (atS: number) => (atS === 1_800 ? 30_000 : 1_000) + atS * 5, 8_975],
    ["begins anew", (atS: number) => (atS < 900 ? 50 + atS * 5 : (atS - 900) * 5), 8_975],
    ["tells one word too much", (atS: number) => (atS === 5 ? 2_000_000_000 : 1_000 + atS * 5), 9_000],
    ["tells one word too little", (atS: number) => (atS === 1_500 ? 0 : 1_000 + atS * 5), 9_000],
    ["jumps up a little and back", (atS: number) => 1_000 + atS * 5 + (atS === 600 ? 150 : 0), 9_000],
  ])("tells the way that its other words tell: it %s", (_, odometerAt, metres) => {
    expect(told(odometerAt)).toMatchObject({ distanceM: metres, wayM: metres, counterM: metres });
    expect(Math.abs((told(odometerAt).wayWh ?? 0) - 180)).toBeLessThanOrEqual(1);
  });

  it("adds no jump to a gap between positions, nor before the first one", () => {
    const jumping = (atS: number) => (atS < 600 ? 1_000 : 20_000) + atS * 5;
    expect(told(jumping, (atS) => atS <= 300 || atS >= 1_500)).toMatchObject({
      ...{ distanceM: 8_975, unrecordedM: 0 },
    });
    expect(told(jumping, (atS) => atS >= 900)).toMatchObject({ distanceM: 8_975 });
  });

  it("is not wrong where it tells whole kilometres only", () => {
    expect(told((atS) => Math.floor((atS * 5) / 1_000) * 1_000)).toMatchObject({ distanceM: 9_000 });
  });
});

describe("runs of words that fit", () => {
  const word = (atS: number, odometerM: number) => ({ timeMs: atS * 1_000, odometerM });

  it("are two where four words tell of two, and each counts", () => {
    const runs = fittingWords([word(0, 50), word(895, 4_545), word(900, 0), word(1_800, 4_500)]);
    expect(runs.map(metresOf)).toEqual([4_495, 4_500]);
  });

  it("are none of more than one word where a counter runs backwards all day, and are soon found to be none", () => {
    const words = Array.from({ length: 86_400 }, (_, atS) => word(atS, 1_000_000_000 - 3 * atS));
    expect(fittingWords(words).filter(({ length }) => length > 1)).toEqual([]);
  });

  it("leave out a few words anywhere that are wrong, and lose at most what lies between their neighbours", () => {
    const wrongs = fc.uniqueArray(fc.record({ at: fc.nat(99), odometerM: fc.nat(2_000_000_000) }), {
      maxLength: 5,
      selector: ({ at }) => Math.floor(at / 4),
    });
    fc.assert(
      fc.property(wrongs, (wrong) => {
        const odometers = new Map(wrong.map(({ at, odometerM }) => [at, odometerM]));
        const words = Array.from({ length: 100 }, (_, at) =>
          word(at * 5, odometers.get(at) ?? 1_000 + at * 25),
        );
        const metres = fittingWords(words).reduce((sum, run) => sum + metresOf(run), 0);
        expect(metres).toBeGreaterThanOrEqual(2_475 - 50 * wrong.length);
        expect(metres).toBeLessThanOrEqual(2_475 + 217);
      }),
      { numRuns: 300 },
    );
  });
});
