import { expect, it } from "vitest";
import { partsBySeries } from "./find-by-identity";

const readings = (bikes: number, each: number) =>
  Array.from({ length: bikes * each }, (_, at) => ({
    bikeId: `LI-${Math.floor(at / each)}`,
    source: "iot",
    timeMs: at,
  }));

it("asks for a thousand readings of one bike at once, and for no more bikes than a store takes clauses for", () => {
  expect(partsBySeries(readings(1, 990)).map(({ length }) => length)).toEqual([990]);
  const parts = partsBySeries(readings(5_000, 1));
  expect(Math.max(...parts.map(({ length }) => length)) * 3).toBeLessThan(1_000);
  expect(parts.flat()).toEqual(readings(5_000, 1));
  expect(partsBySeries([])).toEqual([]);
});
