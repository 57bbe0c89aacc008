import { describe, expect, it } from "vitest";
import { reportedAtOnce } from "./reported-at-once";

const HOUR_MS = 3_600_000;
const at = (bikeId: string, ...hours: number[]) => ({ bikeId, hours: hours.map((hour) => hour * HOUR_MS) });
const daily = (first: number) => Array.from({ length: 7 }, (_, day) => first + 24 * day);

describe("one component in two bikes at once", () => {
  it.each([
    ["ride in the same hours", at("A", ...daily(8)), at("B", ...daily(8))],
    ["say so once a day", at("A", ...daily(3)), at("B", ...daily(5))],
    ["ride in turn, again and again", at("A", 1, 5, 9, 13), at("B", 3, 7, 11)],
  ])("is told of bikes that %s", (_what, ...reporters) => {
    expect(reportedAtOnce(reporters)).toBe(true);
  });

  it.each([
    ["goes from one to the next", [at("A", 1, 2, 3, 20), at("B", 30, 31, 50), at("C", 60, 70)]],
    ["is handed on within the hour", [at("A", 1, 2, 3), at("B", 3, 4, 5), at("C", 5, 6)]],
    ["comes back on the next day", [at("A", 1, 2, 3, 24, 25, 26), at("B", 10, 11, 12)]],
    ["comes back after days", [at("A", 1, 2, 100, 101), at("B", 50, 51, 150), at("C", 75)]],
    ["is in one", [at("A", ...daily(8), ...daily(9))]],
    ["nobody reports", []],
  ])("is not what %s", (_what, reporters) => {
    expect(reportedAtOnce(reporters)).toBe(false);
  });
});
