import { expect, it } from "vitest";
import { ENTRIES_PER_WEEK, WeeksTouched } from "./weeks-touched";

const WEEK_MS = 604_800_000;
const MONDAY_MS = Date.UTC(2026, 10, 16);

it("charges each week beside the first once, however its readings are mixed", () => {
  let charged = 0;
  const weeks = new WeeksTouched((entries) => {
    charged += entries;
  });
  for (let reading = 0; reading < 1_000; reading++) weeks.add(MONDAY_MS + reading);
  weeks.add(MONDAY_MS + WEEK_MS - 1);
  expect(charged).toBe(0);
  for (let round = 0; round < 3; round++)
    for (let week = 0; week < 4; week++) weeks.add(MONDAY_MS - week * WEEK_MS);
  expect(charged).toBe(3 * ENTRIES_PER_WEEK);
});
