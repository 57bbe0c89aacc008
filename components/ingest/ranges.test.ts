import { expect, it } from "vitest";
import { startOfRange } from "./ranges";

const NOW_MS = Date.UTC(2026, 10, 27, 9, 30);

it.each([
  ["15min", "UTC", Date.UTC(2026, 10, 27, 9, 15)],
  ["2h", "Asia/Tokyo", Date.UTC(2026, 10, 27, 7, 30)],
  ["24h", "UTC", Date.UTC(2026, 10, 26, 9, 30)],
  ["today", "UTC", Date.UTC(2026, 10, 27)],
  ["today", "Europe/Vaduz", Date.UTC(2026, 10, 26, 23)],
] as const)("the range %s begins where a clock in %s says so", (range, zone, fromMs) => {
  expect(startOfRange(range, NOW_MS, zone)).toBe(fromMs);
});
