import { describe, expect, it } from "vitest";
import { differingParts, suspectedDuplicates } from "./suspected-swaps";

const HOUR_MS = 3_600_000;
const hours = (...list: number[]) => list.map((hour) => hour * HOUR_MS);

describe("suspected duplicates", () => {
  const shared = { kind: "motor" as const, serial: "M-1", own: 2, total: 5, bikeIds: ["A", "B"] };

  it("are components that several bikes report at once; bikes of other OEMs are counted, and not named", () => {
    const told = new Map([["motor M-1", ["A", "X"].map((bikeId) => ({ bikeId, hours: hours(1, 2, 3) }))]]);
    expect(suspectedDuplicates([shared], told)).toEqual([
      { kind: "motor", serial: "M-1", bikeId: "A", registered: null, alsoIn: ["B"], alsoElsewhere: 3 },
    ]);
    expect(suspectedDuplicates([{ ...shared, bikeIds: [] }], told)).toEqual([]);
  });

  it("are not components that went from one bike into the next", () => {
    const first = { bikeId: "A", hours: hours(1, 2, 3) };
    const told = new Map([["motor M-1", [first, { bikeId: "B", hours: hours(4, 5, 6) }]]]);
    expect(suspectedDuplicates([shared], told)).toEqual([]);
    expect(suspectedDuplicates([shared], new Map())).toEqual([]);
  });
});

describe("differing parts", () => {
  const bike = (bikeId: string) => ({ bikeId, parts: [{ kind: "motor" as const, serial: "M-1" }] });

  it("are components other than the registered ones, however they are written", () => {
    const registered = [
      { bikeId: "A", kind: "motor" as const, serials: ["M-9"], normals: ["M9"] },
      { bikeId: "B", kind: "motor" as const, serials: ["m 1"], normals: ["M1"] },
    ];
    expect(differingParts([bike("A"), bike("B"), bike("C")], registered)).toEqual([
      { kind: "motor", serial: "M-1", bikeId: "A", registered: "M-9", alsoIn: [], alsoElsewhere: 0 },
    ]);
  });
});
