import { describe, expect, it } from "vitest";
import { formatAge, formatDuration, formatLateness, formatLatenessSpan } from "./duration";
import { formatCompact, formatCount, formatNumber } from "./number";
import { formatAmount, formatPosition, formatValue, titleOf } from "./value";

describe("numbers", () => {
  it.each([
    [0, 0, "0"],
    [999, 0, "999"],
    [3486, 0, "3\u202f486"],
    [1234567.891, 1, "1\u202f234\u202f567.9"],
    [-12.34, 1, "−12.3"],
    [-0.04, 1, "0.0"],
    [0.1234567, 7, "0.1234567"],
  ])("shows %d with %d places as %s", (value, decimals, shown) => {
    expect(formatNumber(value, decimals)).toBe(shown);
  });

  it("counts one and many", () => {
    expect(formatCount(1, "reading")).toBe("1 reading");
    expect(formatCount(970, "reading")).toBe("970 readings");
  });
});

describe("values", () => {
  it.each([
    ["speed_kmh", 21.37, "21.4\u202fkm/h"],
    ["soc_pct", 61, "61\u202f%"],
    ["odometer_m", 2_914_230, "2\u202f914.2\u202fkm"],
    ["heading_deg", 271, "271°"],
    ["battery_cycles", 412, "412"],
    ["locked", true, "locked"],
    ["locked", false, "unlocked"],
    ["error_codes", [], "none"],
    ["error_codes", ["E07", "E12"], "E07, E12"],
    ["firmware", "4.2.1", "4.2.1"],
    ["unheard_of", 5, "5"],
  ])("shows %s %s as %s", (field, value, shown) => {
    expect(formatValue(field, value)).toBe(shown);
  });

  it("keeps the unit in the title and out of the amount", () => {
    expect(titleOf("speed_kmh")).toBe("Speed, km/h");
    expect(titleOf("odometer_m")).toBe("Odometer, km");
    expect(titleOf("assist_level")).toBe("Assist level");
    expect(formatAmount("odometer_m", 1500)).toBe("1.5");
    expect(formatPosition(47.1412, 9.5209)).toBe("47.14120,\u00a09.52090");
  });
});

describe("ages", () => {
  const second = 1000;
  const hour = 3_600_000;
  const day = 24 * hour;
  it.each([
    [-5, "0.0 s"],
    [300, "0.3 s"],
    [999, "0.9 s"],
    [4 * second, "4 s"],
    [119 * second, "1 min"],
    [9 * hour + 1, "9 h"],
    [47 * hour, "47 h"],
    [48 * hour, "2 days"],
    [59 * day, "59 days"],
    [70 * day, "2 months"],
    [1233 * day, "3 years"],
  ])("tells %d ms as %s", (ms, shown) => {
    expect(formatDuration(ms)).toBe(shown);
  });

  it("never tells a future age", () => {
    expect(formatAge(1000, 1300)).toBe("0.3 s ago");
    expect(formatAge(1300, 1000)).toBe("just now");
  });

  it("tells lateness as one figure where both ends read the same", () => {
    expect(formatLateness(106_600_000)).toBe("3 years late");
    expect(formatLatenessSpan(32_400, 33_000)).toBe("9 h late");
    expect(formatLatenessSpan(600, 32_400)).toBe("10 min to 9 h late");
  });
});

describe("a count in little room", () => {
  it.each([
    [7, "7"],
    [999, "999"],
    [1_234, "1.2k"],
    [9_960, "10k"],
    [34_400, "34k"],
    [999_499, "999k"],
    [999_500, "1.0M"],
    [2_000_000, "2.0M"],
  ])("%s is %s", (count, text) => {
    expect(formatCompact(count)).toBe(text);
  });
});
