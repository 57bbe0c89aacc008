import { describe, expect, it } from "vitest";
import { effectOf } from "./words";

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
