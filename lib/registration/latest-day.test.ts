import { expect, it } from "vitest";
import { latestDay } from "./latest-day";

it.each([
  ["2026-11-28T09:59:59.999Z", "2026-11-28"],
  ["2026-11-28T10:00:00.000Z", "2026-11-29"],
  // Midnight and eight in Taiwan.
  ["2026-11-27T16:00:00.000Z", "2026-11-28"],
  ["2026-11-28T00:00:00.000Z", "2026-11-28"],
  ["2026-12-31T12:00:00.000Z", "2027-01-01"],
])("at %s it is %s somewhere", (moment, day) => {
  expect(latestDay(new Date(moment))).toBe(day);
});
