import { expect, it } from "vitest";
import { comparePublished } from "./published-states";

const state = (speed: number, newestAt: number | null = 1_000) => ({
  bike_id: "FLT-1",
  generation: 0,
  newest_at: newestAt,
  fields: { speed_ckmh: { t: 1_000, s: "iot" as const, v: speed } },
});
const of = (one: ReturnType<typeof state>) => new Map([["FLT-1", one]]);

it("finds a state that was never published, or whose last record says something else", () => {
  expect(comparePublished(of(state(5)), of(state(5)))).toEqual([]);
  expect(comparePublished(of(state(5)), new Map())).toEqual(["the state of FLT-1 was never published"]);
  expect(comparePublished(of(state(5)), of(state(4)))).toHaveLength(1);
});

it("expects no record of a bike that was only registered", () => {
  expect(comparePublished(of(state(5, null)), new Map())).toEqual([]);
});
