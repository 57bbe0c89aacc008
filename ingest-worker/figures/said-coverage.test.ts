import { describe, expect, it } from "vitest";
import type { RideCounts } from "@/lib/db/ride-days";
import { saidCoverage, saidNumber } from "./said-coverage";

const bikes = (many: number) => Array.from({ length: many }, (_, at) => `bike ${at}`);
const counted = (all: number, count: number, withdrawn: number, withdrawnBikes = 10): RideCounts => ({
  all: { rides: all, bikes: bikes(10) },
  counted: { rides: count, bikes: bikes(10) },
  noRider: { rides: 0, bikes: [] },
  noConsent: { rides: all - count - withdrawn, bikes: bikes(10) },
  withdrawn: { rides: withdrawn, bikes: bikes(withdrawnBikes) },
});
const NOTHING = new Map();

describe("what is said of a block's rides", () => {
  it("is of ten bikes, in two digits that are tens at least", () => {
    const { shown } = saidCoverage(null, counted(1_234, 96, 24, 9), NOTHING, 1);
    expect(shown).toEqual({
      all: 1_200,
      counted: 100,
      out: { "no-rider": null, "no-consent": 1_100, withdrawn: null, suppressed: null },
    });
  });

  it("stays where fewer differ than anybody rides, however the rounding would fall and whoever is the tenth", () => {
    const before = saidCoverage(null, counted(1_234, 96, 24, 9), NOTHING, 1);
    const after = saidCoverage(before.kept, counted(1_234, 94, 26, 10), NOTHING, 1);
    expect(after).toEqual(before);
    const creeping = saidCoverage(after.kept, counted(1_234, 36, 84, 10), NOTHING, 1);
    expect(creeping).toEqual(before);
  });

  it("is another where many differ, each number for itself", () => {
    const before = saidCoverage(null, counted(3_000, 1_000, 0), NOTHING, 1);
    const { shown } = saidCoverage(before.kept, counted(3_000, 850, 150), NOTHING, 1);
    expect(shown).toMatchObject({ all: 3_000, counted: 850, out: { "no-consent": 2_000, withdrawn: 150 } });
    const week = saidCoverage(before.kept, counted(3_000, 850, 150), NOTHING, 7);
    expect(week.shown).toEqual(before.shown);
  });
});

describe("a number of riders", () => {
  it("is whole tens, and another one only when ten have come or gone", () => {
    expect(saidNumber(0, 9)).toEqual({ kept: 0, shown: null });
    expect(saidNumber(0, 27)).toEqual({ kept: 27, shown: 20 });
    expect(saidNumber(27, 30)).toEqual({ kept: 27, shown: 20 });
    expect(saidNumber(27, 37)).toEqual({ kept: 37, shown: 30 });
  });
});
