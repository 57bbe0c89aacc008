import { describe, expect, it } from "vitest";
import { findRides } from "@/lib/rides/find-rides";
import type { FoundRides } from "@/lib/rides/find-rides-around";
import { riding } from "@/lib/rides/testing/samples";
import { FoundByBike } from "./found-by-bike";

const DAY_MS = 86_400_000;
const ofDay = (day: number, rides: FoundRides["rides"] = []): ReadonlyMap<string, FoundRides> =>
  new Map([["b", { regions: [{ fromMs: day * DAY_MS, toMs: (day + 1) * DAY_MS }], rides }]]);

/** How many days it takes until what was found is to be written. */
function daysUntilFull(rides: FoundRides["rides"]): number {
  const found = new FoundByBike();
  let day = 0;
  while (!found.isFull) found.take(ofDay(day++, rides));
  return day;
}

describe("rides that are found before they are written", () => {
  it("are so many that each of their regions is a clause of one question, though nothing is found in them", () => {
    expect(daysUntilFull([])).toBe(500);
  });

  it("are five thousand at most", () => {
    const [ride] = findRides(riding("app", { fromS: 0, toS: 600 }));
    if (!ride) throw new Error("expected a ride, got none");
    expect(daysUntilFull(Array.from({ length: 100 }, () => ride))).toBe(50);
  });
});
