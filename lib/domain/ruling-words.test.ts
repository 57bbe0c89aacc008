import { describe, expect, it } from "vitest";
import { isTaken, ruledInWords, type ToldRuling } from "./ruling-words";

const side = (bikeId: string, value: string) => ({ bikeId, value, normal: value.replaceAll("-", "") });
const values = [side("LI-A", "AB-1"), side("LI-A", "AB-7")];
const bikes = [side("LI-A", "12"), side("LI-B", "12"), side("LI-C", "12")];
const value = (normal: string): ToldRuling => ({ kind: "value", bikeId: "LI-A", normal });

describe("a decision in words", () => {
  it.each([
    [value("AB1"), values, "take", "AB-1 was taken, not AB-7"],
    [value("AB1"), values, "keep", "AB-1 stays, not AB-7"],
    [value("AB9"), values, "take", null],
    [value("AB1"), [], "take", null],
    [{ kind: "number", bikeId: "LI-B" }, bikes, "split", "12 is of LI-B, not of LI-A or of LI-C"],
    [{ kind: "row", bikeId: "LI-C" }, bikes, "split", "the row is of LI-C, not of LI-A or of LI-B"],
    [{ kind: "row", bikeId: null }, bikes, "keep", "the row was left aside"],
    [
      { kind: "unfit", bikeId: "LI-A" },
      [side("LI-B", "reports as LI-A"), side("LI-A", "T-1")],
      "keep",
      "T-1 is not in LI-A",
    ],
    [
      { kind: "owner", bikeId: "LI-A", oemId: "o2" },
      [
        { bikeId: "LI-A", value: "Veloform", normal: "o1" },
        { bikeId: "LI-A", value: "Kargon", normal: "o2" },
      ],
      "take",
      "Kargon has it, not Veloform",
    ],
  ] as const)("says what was taken, and what was not: %j", (ruling, sides, decision, told) => {
    expect(ruledInWords(ruling, sides, decision)).toBe(told);
  });

  it("marks the side that was decided for", () => {
    expect(values.map((each) => isTaken(value("AB7"), each))).toEqual([false, true]);
    expect(bikes.map((each) => isTaken({ kind: "number", bikeId: "LI-B" }, each))).toEqual([
      false,
      true,
      false,
    ]);
  });
});
