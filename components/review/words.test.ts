import { describe, expect, it } from "vitest";
import { changesInWords, effectOf } from "./words";

const two = {
  kind: "two-bikes-one-number",
  bikeIds: ["LI-A", "LI-B"],
  what: "IMEI",
  believed: "LI-A",
} as const;

describe("what a decision would do", () => {
  it("is said of the bikes that it is about", () => {
    expect(effectOf({ decision: "split", bikeId: "LI-B", value: "12" }, two)).toBe(
      "LI-B has IMEI 12; LI-A loses it.",
    );
    expect(effectOf({ decision: "merge", bikeId: "LI-A" }, two)).toMatch(
      /^LI-B is withdrawn and becomes LI-A/,
    );
    expect(effectOf({ decision: "keep" }, two)).toBe("IMEI stays with LI-A.");
  });

  it("is said of values, and of rows", () => {
    const one = {
      kind: "one-bike-two-values",
      bikeIds: ["LI-A"],
      what: "Frame number",
      believed: "F-1",
    } as const;
    expect(effectOf({ decision: "take", value: "F-2" }, one)).toMatch(/^LI-A gets Frame number F-2\./);
    expect(effectOf({ decision: "keep" }, one)).toBe("Frame number stays F-1.");
    expect(effectOf({ decision: "split", bikeId: "LI-B" }, { ...two, what: "" })).toBe(
      "What the row says is said of LI-B.",
    );
  });
});

describe("what changes", () => {
  it("is counted in words, and what does not change is not", () => {
    const none = {
      ...{ newBikes: 0, changedBikes: 0, movedBikes: 0, withdrawnBikes: 0 },
      ...{ componentsIn: 0, componentsOut: 0 },
    };
    expect(changesInWords(none)).toEqual([]);
    expect(changesInWords({ ...none, newBikes: 2, withdrawnBikes: 1, componentsOut: 3 })).toEqual([
      "2 new bikes",
      "1 bike withdrawn",
      "3 components taken out",
    ]);
  });
});
