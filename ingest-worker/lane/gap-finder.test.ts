import { expect, it } from "vitest";
import { GapFinder } from "./gap-finder";

/** A finder whose group has committed so far in each partition. */
function aFinder(offsets: Record<number, number>) {
  const gaps: (readonly [number, number, number])[] = [];
  const finder = new GapFinder(
    async () => new Map(Object.entries(offsets).map(([partition, offset]) => [Number(partition), offset])),
    ({ partition, records, fromOffset }) => gaps.push([partition, records, fromOffset]),
  );
  return { finder, gaps };
}

it("tells of records that are gone between what was committed or read last and what comes, each once", async () => {
  const { finder, gaps } = aFinder({ 3: 10 });
  await finder.assigned();
  finder.fetched(3, 14, 19);
  finder.fetched(3, 20, 29);
  finder.fetched(3, 33, 40);
  expect(gaps).toEqual([
    [3, 4, 10],
    [3, 3, 30],
  ]);
});

it("looks at each partition by itself, and anew after an assignment", async () => {
  const { finder, gaps } = aFinder({ 3: 10, 4: 10 });
  await finder.assigned();
  finder.fetched(3, 10, 19);
  finder.fetched(4, 10, 12);
  void finder.assigned();
  await finder.pending;
  finder.fetched(3, 10, 19);
  expect(gaps).toEqual([]);
});

it("knows what was committed although the client has taken it back since, as the records are gone", async () => {
  const offsets: Record<number, number> = { 3: 10 };
  const { finder, gaps } = aFinder(offsets);
  await finder.assigned();
  offsets[3] = -2;
  void finder.assigned();
  await finder.pending;
  finder.fetched(3, 14, 19);
  expect(gaps).toEqual([[3, 4, 10]]);
});

it("does not count what a group that has never committed could not know of", async () => {
  const { finder, gaps } = aFinder({ 0: -1 });
  await finder.assigned();
  finder.fetched(0, 500, 501);
  finder.fetched(0, 502, 502);
  expect(gaps).toEqual([]);
});
