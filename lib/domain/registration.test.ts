import { expect, it } from "vitest";
import { compareRegistrations, type Registration, registrationOf } from "./registration";
import { aBikeEntity } from "./testing/a-bike-entity";

const keptBefore = (version: number): Registration => {
  const { battery_wh: _, ...before } = registrationOf(aBikeEntity("LI-1", { version }));
  return before;
};

it("knows the capacity of the bike's battery once an entity comes again, though no version is greater", () => {
  const again = registrationOf(aBikeEntity("LI-1", { version: 3 }));
  expect(again.battery_wh).toBe(500);
  expect(compareRegistrations(again, keptBefore(3))).toBeGreaterThan(0);
  expect(compareRegistrations(keptBefore(3), again)).toBeLessThan(0);
  expect(compareRegistrations(again, keptBefore(4))).toBeLessThan(0);
  expect(compareRegistrations(again, structuredClone(again))).toBe(0);
});
