import { describe, expect, it } from "vitest";
import { demoFleetSize } from "./demo-fleet-size";

const sizeOf = (text: string | undefined) => demoFleetSize({ SLIPSTREAM_DEMO_FLEET: text });

describe("the demo fleet", () => {
  it.each([
    [undefined, 300],
    ["0", 0],
    ["10", 10],
    ["5000", 5_000],
  ])("asked for as %s has %d bikes", (text, bikes) => {
    expect(sizeOf(text)).toBe(bikes);
  });

  it.each(["9", "5001", "-1", "1e3", "12.5", "no", " 20"])("is not understood as %s, and says so", (text) => {
    expect(() => sizeOf(text)).toThrow(`expected 0, or a number of bikes from 10 to 5000, got ${text}`);
  });

  it("is not understood as nothing either", () => {
    expect(() => sizeOf("")).toThrow("got nothing");
  });
});
