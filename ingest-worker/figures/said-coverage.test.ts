import { describe, expect, it } from "vitest";
import type { RideCounts } from "@/lib/db/ride-days";
import { saidCoverage, saidMembers } from "./said-coverage";

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

describe("numbers of riders and bikes", () => {
  const said = (before: readonly [number, number], now: readonly [number, number]) =>
    saidMembers({ riders: before[0], bikes: before[1] }, { riders: now[0], bikes: now[1] });
  const NOBODY = [0, 0] as const;

  it("are whole tens, and others only when ten riders have come or gone", () => {
    expect(said(NOBODY, [9, 9])).toEqual({
      kept: { riders: 0, bikes: 0 },
      shown: { riders: null, bikes: null },
    });
    expect(said(NOBODY, [27, 31]).shown).toEqual({ riders: 20, bikes: 30 });
    expect(said([27, 31], [30, 40])).toEqual({
      kept: { riders: 27, bikes: 31 },
      shown: { riders: 20, bikes: 30 },
    });
    expect(said([27, 31], [37, 40]).shown).toEqual({ riders: 30, bikes: 40 });
  });

  it("say nothing of who comes or goes with ten bikes, and nothing of ten bikes of nine riders", () => {
    expect(said([27, 31], [26, 21]).shown).toEqual(said([27, 31], [27, 31]).shown);
    expect(said(NOBODY, [9, 30]).shown.bikes).toBeNull();
    expect(said([19, 40], [9, 30]).shown.bikes).toBeNull();
  });
});
