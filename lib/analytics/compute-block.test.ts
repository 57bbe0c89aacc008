import { describe, expect, it } from "vitest";
import { cellsOf } from "./cells-of";
import { type Atoms, computeBlock } from "./compute-block";
import { familiesOf } from "./families";
import { TABLES, type Table } from "./tables";
import { digestBy } from "./tells-of-cell";
import { aConsentedRide } from "./testing/consented-rides";

const BLOCK = { grain: "day", block: "2026-11-20" } as const;
const digest = digestBy(new Uint8Array(32));
const RIDING = (() => {
  const table = TABLES.find(({ name }) => name === "riding");
  if (!table) throw new Error("no table of rides");
  return table;
})();
/** With another measure before all others, and the others the other way round. */
const RAISED: Table = (() => {
  const [first] = RIDING.measures;
  if (!first) throw new Error("no measures");
  const measures = [{ ...first, name: "rides_once_more" }, ...RIDING.measures.toReversed()];
  return { ...RIDING, measures, families: familiesOf(measures), formula: RIDING.formula + 1 };
})();

/** Rides of so many riders at an hour. */
const ridesOf = (hour: number, riders: number, over = {}) =>
  Array.from({ length: riders }, (_, at) =>
    aConsentedRide({ rider: `rider-${hour}-${at}`, climb_m: at, hour, ...over }),
  );

function computed(table: Table, rides: ReturnType<typeof ridesOf>, atoms: Atoms, wasClosed: boolean) {
  const made = computeBlock({
    ...{
      table,
      block: BLOCK,
      cells: cellsOf(table, rides),
      atoms,
      above: [],
      isClosed: true,
      wasClosed,
      digest,
    },
  });
  const after: Atoms = new Map([
    ...atoms,
    ...[...made.published].map(([key, { after: atom }]) => [key, atom] as const),
  ]);
  const shown = (name: string) =>
    [...after.values()].map(
      ({ values }) => values[table.measures.findIndex((one) => one.name === name)] ?? null,
    );
  return { ...made, after, shown };
}

describe("a block whose formula was raised", () => {
  const before = ridesOf(8, 12);
  const first = computed(RIDING, before, new Map(), false);
  const others = ridesOf(8, 12, { distance_m: 4_100 });

  it("is published by the new one where riders and rides are the same, each amount as what it is", () => {
    const second = computed(RAISED, before, first.after, true);
    expect(first.shown("distance_m")).toEqual([48_000]);
    expect(second).toMatchObject({ isKept: false });
    expect(second.shown("distance_m")).toEqual([48_000]);
    expect(second.shown("rides_once_more")).toEqual([12]);
  });

  it("stays as it was published where it is closed and rides became others, with nothing new in it", () => {
    const second = computed(RAISED, [...others, ...ridesOf(9, 12)], first.after, true);
    expect(second.isKept).toBe(true);
    expect(second.after).toEqual(first.after);
    expect([[...second.own.keys()].length, [...second.rest.keys()].length]).toEqual([1, 1]);
  });

  it("is hidden where the day is not over, until ten riders come, and shows no amount as another's", () => {
    const second = computed(RAISED, others, first.after, false);
    expect(second.isKept).toBe(false);
    for (const { name } of RAISED.measures) expect(second.shown(name), name).toEqual([null]);
    expect(computed(RAISED, others, second.after, false).published.size).toBe(0);
    const more = Array.from({ length: 10 }, (_, at) =>
      aConsentedRide({ rider: `more-${at}`, climb_m: 50 + at }),
    );
    const third = computed(RAISED, [...others, ...more], second.after, false);
    expect(third.shown("distance_m")).toEqual([12 * 4_100 + 10 * 4_000]);
    expect(third.shown("rides_once_more")).toEqual([22]);
  });

  it("stays as it was published where nothing tells what was published of a cell", () => {
    const old: Atoms = new Map([...first.after].map(([key, atom]) => [key, { ...atom, histories: null }]));
    expect(computed(RAISED, before, old, true)).toMatchObject({ isKept: true, after: old });
  });
});
