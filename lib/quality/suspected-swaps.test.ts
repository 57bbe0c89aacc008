import { describe, expect, it } from "vitest";
import { suspectedSwaps } from "./suspected-swaps";

const bike = (bikeId: string, oemId: string | null, serial: string) => ({
  bikeId,
  oemId,
  parts: [{ kind: "motor" as const, serial }],
});
const [a, b, foreign] = [bike("A", "o", "M-1"), bike("B", "o", "M-1"), bike("X", "other", "M-1")];

describe("suspected swaps", () => {
  it("are components that several bikes report; bikes of other OEMs are counted, and not named", () => {
    const shared = [{ kind: "motor" as const, serial: "M-1", bikes: [a, b, foreign] }];
    expect(suspectedSwaps({ oemId: "o" }, shared, [], [])).toEqual([
      { kind: "motor", serial: "M-1", bikeId: "A", registered: null, alsoIn: ["B"], alsoElsewhere: 1 },
    ]);
    expect(suspectedSwaps({ oemId: "third" }, shared, [], [])).toEqual([]);
    expect(suspectedSwaps({ oemId: null }, shared, [], [])).toMatchObject([
      { alsoIn: ["B", "X"], alsoElsewhere: 0 },
    ]);
  });

  it("are components other than the registered ones, however they are written", () => {
    const registered = [
      { bikeId: "A", kind: "motor" as const, serials: ["M-9"], normals: ["M9"] },
      { bikeId: "B", kind: "motor" as const, serials: ["m 1"], normals: ["M1"] },
    ];
    expect(suspectedSwaps({ oemId: "o" }, [], [a, b, foreign], registered)).toEqual([
      { kind: "motor", serial: "M-1", bikeId: "A", registered: "M-9", alsoIn: [], alsoElsewhere: 0 },
    ]);
  });
});
