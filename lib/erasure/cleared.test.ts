import { describe, expect, it } from "vitest";
import { clearedBy } from "./cleared";

const stone = { bikeId: "LI-1", source: null, fromMs: 0, toMs: 100, spared: [] };
const cleared = (fromMs: number | null, toMs: number | null) => ({ bikeId: "LI-1", fromMs, toMs });

describe("when nothing of a bike may be left", () => {
  it("is the time of its tombstones, but what an old one spares", () => {
    expect(clearedBy([{ ...stone, fromMs: null }])).toEqual([cleared(null, 100)]);
    const spared = [[40, 49]] as const;
    expect(clearedBy([{ ...stone, spared }])).toEqual([cleared(0, 40), cleared(50, 100)]);
  });

  it("is not where one source alone is meant, and is where both are", () => {
    const ofModule = { ...stone, source: "iot" } as const;
    const ofPhones = { ...stone, source: "app", fromMs: 60, toMs: 160 } as const;
    expect(clearedBy([ofModule])).toEqual([]);
    expect(clearedBy([ofModule, ofPhones])).toEqual([cleared(60, 100)]);
    expect(clearedBy([ofModule, { ...ofPhones, bikeId: "LI-2" }])).toEqual([]);
  });

  it("is never of what a rider signed: no bike is called so", () => {
    expect(clearedBy([{ ...stone, bikeId: "rider:ann" }])).toEqual([]);
  });
});
