import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOffset, parseOffset } from "./time-offset";

describe("an offset in time", () => {
  it.each([
    ["+3600s", 3_600_000],
    ["-1h", -3_600_000],
    ["+2 h", 7_200_000],
    ["+2d", 172_800_000],
    [" \u22121 h 30 min ", -5_400_000],
    ["-90m", -5_400_000],
    ["+250ms", 250],
    ["2h", null],
    ["+", null],
    ["+2", null],
    ["+2 hours", null],
    ["+h", null],
    ["", null],
  ])("is read as people write it: %s", (text, offsetMs) => expect(parseOffset(text)).toBe(offsetMs));

  it("is written so that it is read as the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (offsetMs) => {
        expect(parseOffset(formatOffset(offsetMs))).toBe(offsetMs === 0 ? 0 : offsetMs);
      }),
    );
    expect(formatOffset(-5_400_000)).toBe("\u22121 h 30 min");
    expect(formatOffset(0)).toBe("+0 s");
  });
});
