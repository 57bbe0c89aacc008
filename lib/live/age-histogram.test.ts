import fc from "fast-check";
import { expect, it } from "vitest";
import { AgeHistogram } from "./age-histogram";

it("knows the median to 10 ms below a second and to a tenth above", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 59_999 }), { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 0, max: 50 }),
      (ages, cut) => {
        const [one, other] = [new AgeHistogram(), new AgeHistogram()];
        for (const age of ages.slice(0, cut)) one.add(age);
        for (const age of ages.slice(cut)) other.add(age);
        one.addAll(other);
        const sorted = ages.toSorted((a, b) => a - b);
        const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
        expect(Math.abs((one.median() ?? Number.NaN) - median)).toBeLessThanOrEqual(
          Math.max(10, median / 10),
        );
      },
    ),
  );
});

it("has none of nothing", () => {
  expect(new AgeHistogram().median()).toBeNull();
});

it("takes what is older than a minute as a minute", () => {
  const ages = new AgeHistogram();
  ages.add(3_600_000);
  expect(ages.median()).toBe(60_000);
});
