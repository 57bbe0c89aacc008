import { expect, it } from "vitest";
import { areaPath, linePath } from "./small-path";

const scale = { fromMs: 0, toMs: 100, least: 0, most: 10, width: 200, height: 40 };

it("spans the time and the values, upwards", () => {
  const points = [
    { t: 0, v: 0 },
    { t: 50, v: 10 },
    { t: 100, v: 5 },
  ];
  expect(linePath(points, scale)).toBe("M0 40L100 0L200 20");
  expect(areaPath(points, scale)).toBe("M0 40L0 40L100 0L200 20L200 40Z");
});

it("leaves gaps open, and draws a value alone as a dot", () => {
  const points = [
    { t: 0, v: 10 },
    { t: 10, v: null },
    { t: 20, v: 10 },
    { t: 30, v: 10 },
  ];
  expect(linePath(points, scale)).toBe("M0 0h0.01M40 0L60 0");
});

it("is nothing without a value", () => {
  expect(linePath([{ t: 0, v: null }], scale)).toBe("");
  expect(areaPath([], scale)).toBe("");
});
