import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance } from "./distance";

const number = fc.string({ unit: fc.constantFrom(..."ABO01I5S7X"), maxLength: 12 });

describe("the distance of two numbers", () => {
  it.each([
    ["ABC", "ABC", 0],
    ["ABC", "AXC", 1],
    ["ABC", "AC", 1],
    ["ABC", "ABXC", 1],
    ["ABC", "ACB", 1],
    ["A0C", "AOC", 0.1],
    ["A0C", "AO", 1.1],
    ["ABCD", "BADC", 2],
    ["", "ABC", 3],
  ])("of %s and %s is %d", (a, b, expected) => expect(distance(a, b)).toBeCloseTo(expected));

  it("is the same both ways, and nothing only between equals", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(distance(a, b)).toBeCloseTo(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
