import { describe, expect, it } from "vitest";
import { rangeOf } from "./presets";

describe("on Saturday, 28 November 2026", () => {
  it.each([
    ["recent", "2026-10-26", "2026-11-28"],
    ["this-week", "2026-11-23", "2026-11-28"],
    ["last-4-weeks", "2026-10-26", "2026-11-22"],
    ["last-13-weeks", "2026-08-24", "2026-11-22"],
    ["this-month", "2026-11-01", "2026-11-28"],
    ["last-month", "2026-10-01", "2026-10-31"],
    ["this-quarter", "2026-09-28", "2026-11-28"],
    ["last-quarter", "2026-06-29", "2026-09-27"],
  ] as const)("%s is from %s to %s", (preset, from, to) => {
    expect(rangeOf(preset, "2026-11-28")).toEqual({ from, to });
  });
});

it("a quarter goes over the new year with its weeks", () => {
  expect(rangeOf("last-quarter", "2027-01-04")).toEqual({ from: "2026-09-28", to: "2027-01-03" });
  expect(rangeOf("last-month", "2027-01-01")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
});
