import { expect, it } from "vitest";
import { causesOf } from "./restatement-causes";

it.each([
  [
    "ten left and few came late",
    { left: 10, came: 3, otherwise: 0 },
    ["late-data", "withdrawal"],
    ["withdrawal"],
  ],
  [
    "ten left and few have other rides",
    { left: 12, came: 0, otherwise: 9 },
    ["late-data", "withdrawal"],
    ["withdrawal"],
  ],
  ["ten have other rides", { left: 0, came: 0, otherwise: 10 }, ["late-data", "withdrawal"], ["late-data"]],
  ["ten left by what came late", { left: 10, came: 0, otherwise: 0 }, ["late-data"], ["late-data"]],
  ["ten left and nothing was marked", { left: 10, came: 0, otherwise: 0 }, [], ["withdrawal"]],
  ["few of each", { left: 4, came: 3, otherwise: 3 }, ["late-data", "withdrawal", "grant"], ["late-data"]],
] as const)("names what ten riders did, and nothing of few: %s", (_, difference, marked, causes) => {
  expect(causesOf(difference, marked)).toEqual(causes);
});
