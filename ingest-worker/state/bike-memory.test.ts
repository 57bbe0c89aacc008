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

  it.each(["dirty", "writing"] as const)("keeps a bike while it is %s, and lets it go after that", (what) => {
    const memory = new BikeMemory(LIMIT);
    const busy = memory.bike("BUSY");
    busy[what] = true;
    pass(memory, 10 * LIMIT);
    expect(memory.bike("BUSY")).toBe(busy);
    busy[what] = false;
    pass(memory, 10 * LIMIT);
    expect(memory.bike("BUSY")).not.toBe(busy);
  });
});
