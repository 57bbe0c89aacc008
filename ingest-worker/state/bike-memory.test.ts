import { describe, expect, it } from "vitest";
import { BikeMemory } from "./bike-memory";

const LIMIT = 10;
const pass = (memory: BikeMemory, bikes: number) => {
  for (let bike = 0; bike < bikes; bike++) memory.bike(`PASSING-${bike}`);
};

describe("BikeMemory", () => {
  it("never holds more idle bikes than its limit, however many pass", () => {
    const memory = new BikeMemory(LIMIT);
    for (let bike = 0; bike < 1_000; bike++) {
      memory.bike(`PASSING-${bike}`);
      expect(memory.size).toBeLessThanOrEqual(LIMIT);
    }
  });

  it("keeps a bike that is asked for again and again", () => {
    const memory = new BikeMemory(LIMIT);
    const present = memory.bike("HERE");
    for (let bike = 0; bike < 100; bike++) {
      memory.bike(`PASSING-${bike}`);
      expect(memory.bike("HERE")).toBe(present);
    }
  });

  it("forgets a bike that nobody asked for in a long time", () => {
    const memory = new BikeMemory(LIMIT);
    const before = memory.bike("GONE");
    pass(memory, LIMIT);
    expect(memory.bike("GONE")).not.toBe(before);
  });

  it.each(["dirty", "writing", "mustDerive", "isDeriving"] as const)(
    "keeps a bike while it is %s, and lets it go after that",
    (what) => {
      const memory = new BikeMemory(LIMIT);
      const busy = memory.bike("BUSY");
      busy[what] = true;
      pass(memory, 10 * LIMIT);
      expect(memory.bike("BUSY")).toBe(busy);
      busy[what] = false;
      pass(memory, 10 * LIMIT);
      expect(memory.bike("BUSY")).not.toBe(busy);
    },
  );

  it("keeps a bike while an open batch refers to it: no second state of it comes to be", () => {
    const memory = new BikeMemory(LIMIT);
    const bike = memory.bike("HELD");
    bike.held = 1;
    pass(memory, 10 * LIMIT);
    memory.forget();
    expect(memory.bike("HELD")).toBe(bike);
    bike.held = 0;
    pass(memory, 10 * LIMIT);
    expect(memory.known("HELD")).toBeNull();
  });

  it("reads and publishes every bike again after it was told to forget", () => {
    const memory = new BikeMemory(LIMIT);
    const bike = memory.bike("KNOWN");
    bike.loaded = true;
    bike.published = true;
    memory.forget();
    expect([bike.loaded, bike.published]).toEqual([false, false]);
  });
});
