import { expect, it } from "vitest";
import { runsOfDays } from "./runs-of-days";

it("reads days that are near each other in one go, and none twice", () => {
  expect(runsOfDays(["2026-11-20", "2026-11-16", "2026-11-17", "2026-12-01", "2026-11-24"])).toEqual([
    ["2026-11-16", "2026-11-17", "2026-11-20"],
    ["2026-11-24"],
    ["2026-12-01"],
  ]);
});
