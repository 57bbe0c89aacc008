import { describe, expect, it } from "vitest";
import { student90 } from "./student-t";

describe("the 90th percentile of Student's t", () => {
  // Tables of the distribution.
  it.each([
    [4, 1.5332],
    [5, 1.4759],
    [10, 1.3722],
    [30, 1.3104],
    [1_000, 1.2824],
  ])("of %i degrees of freedom is that of the tables", (freedom, tabled) => {
    expect(Math.abs(student90(freedom) - tabled)).toBeLessThan(0.003);
  });
});
