import { describe, expect, it } from "vitest";
import type { Contribution } from "@/lib/analytics/cells-of";
import { DayMemory } from "./day-memory";

const NONE = { rides: 0, bikes: [] };
const counts = { all: NONE, counted: NONE, noRider: NONE, noConsent: NONE, withdrawn: NONE };
const one: Contribution = {
  ...{ amounts: [1], rides: 1, bikes: new Set(["bike"]), contents: [7], regranted: false },
};
const left = (rest: readonly string[], own: Readonly<Record<string, readonly string[]>> = {}) => ({
  ...{ revision: 1, counts },
  rest: new Map([["cell", new Map(rest.map((rider) => [rider, one]))]]),
  members: new Map(Object.entries(own).map(([rider, bikes]) => [rider, new Set(bikes)])),
});

describe("days that are remembered", () => {
  it("are never taken for days of nobody when they are forgotten", () => {
    const memory = new DayMemory(0);
    memory.keep("usage", "2026-11-16", left(["a"]));
    expect(memory.knows("usage", "2026-11-16")).toBe(false);
    expect(() => memory.read("usage", "2026-11-16")).toThrow("2026-11-16 of usage");
    expect(() => memory.countMembers("usage", ["2026-11-16"], [])).toThrow("2026-11-16 of usage");
  });

  it("stay while a block is made of them, however many they are, and go afterwards", async () => {
    const memory = new DayMemory(0);
    await memory.during(["usage"], ["2026-11-16", "2026-11-17"], async () => {
      for (const day of ["2026-11-16", "2026-11-17", "2026-11-18"]) memory.keep("usage", day, left(["a"]));
      expect(["2026-11-16", "2026-11-17"].every((day) => memory.knows("usage", day))).toBe(true);
      expect(memory.knows("usage", "2026-11-18")).toBe(false);
    });
    expect(memory.knows("usage", "2026-11-16")).toBe(false);
  });

  it("are without riders who withdrew, in what they leave and in how many they were, bikes too", () => {
    const memory = new DayMemory();
    memory.keep("usage", "2026-11-16", left(["a", "b"], { c: ["1"], d: ["2", "3"] }));
    memory.keep("usage", "2026-11-17", left([], { d: ["2"] }));
    const days = ["2026-11-16", "2026-11-17"];
    expect(memory.countMembers("usage", days, [new Map([["e", new Set(["3"])]])])).toEqual({
      riders: 3,
      bikes: 3,
    });
    memory.leaveOut(["a", "d"]);
    expect([...(memory.read("usage", "2026-11-16").rest.get("cell")?.keys() ?? [])]).toEqual(["b"]);
    expect(memory.countMembers("usage", days, [])).toEqual({ riders: 1, bikes: 1 });
  });
});
