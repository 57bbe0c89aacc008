import { expect, it } from "vitest";
import { Gaps } from "./gaps";

const partition = (committed: number, low: number) => ({ partition: 3, records: 0, committed, low });

it("tells of records that are gone before they were read, and of each once", () => {
  const gaps = new Gaps();
  const told = [
    partition(10, 0),
    partition(10, 10),
    partition(10, 14),
    partition(10, 14),
    partition(10, 17),
    partition(20, 17),
    partition(20, 21),
  ].map((now) => gaps.found([now]).map(({ records, fromOffset }) => [records, fromOffset]));
  expect(told).toEqual([[], [], [[4, 10]], [], [[3, 14]], [], [[1, 20]]]);
});

it("does not count what a group that has never committed could not know of", () => {
  expect(new Gaps().found([partition(-1, 500)])).toEqual([]);
});
