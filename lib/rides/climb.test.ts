import { describe, expect, it } from "vitest";
import { climbOf } from "./climb";

const ramp = (from: number, to: number, steps = 50) =>
  Array.from({ length: steps + 1 }, (_, at) => from + ((to - from) * at) / steps);

describe("climbOf", () => {
  it("sums what rises and leaves out what falls", () => {
    const climbed = climbOf([...ramp(100, 150), ...ramp(150, 120), ...ramp(120, 180)]);
    expect(Math.abs(climbed - 110)).toBeLessThan(4);
  });
  it("takes no noise for a hill", () => {
    expect(climbOf(Array.from({ length: 600 }, (_, at) => 200 + (at % 3)))).toBe(0);
  });
  it("takes one wrong altitude for none", () => {
    expect(climbOf([...ramp(100, 100), 400, ...ramp(100, 100)])).toBe(0);
  });
});
