import { expect, it } from "vitest";
import { barsOf } from "./bars";

it("draws shares on a logarithmic scale, so that few are seen beside many", () => {
  expect(barsOf([9_890, 100, 9, 1, 0])).toEqual([
    { share: "98.9 %", heightPct: expect.closeTo(77.9, 1) },
    { share: "1.0 %", heightPct: 39 },
    { share: "< 0.1 %", heightPct: expect.closeTo(18.6, 1) },
    { share: "< 0.1 %", heightPct: 2 },
    { share: "–", heightPct: 0 },
  ]);
  expect(barsOf([5, 0])?.[0]).toEqual({ share: "100 %", heightPct: 78 });
});

it("is nothing where nothing came", () => {
  expect(barsOf([0, 0])).toBeNull();
});
