import { describe, expect, it } from "vitest";
import { boundsOf } from "@/lib/analytics/blocks";
import { cellsOf } from "@/lib/analytics/cells-of";
import { type Atoms, computeBlock } from "@/lib/analytics/compute-block";
import { tripLengths } from "@/lib/analytics/definitions/trip-lengths";
import { TABLES, type Table } from "@/lib/analytics/tables";
import { digestBy } from "@/lib/analytics/tells-of-cell";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { FigureBlock, type FigureCell } from "@/lib/domain/figures";
import { blockDocuments } from "./block-documents";
import { whyNotTheSame } from "./why-not-the-same";

const BLOCK = { grain: "day", block: "2026-11-20" } as const;
const ZONE = "Europe/Berlin";
const SAID = { all: 40, counted: 30, out: {} };
const digest = digestBy(new Uint8Array(32));
const RIDING = (() => {
  const table = TABLES.find(({ name }) => name === "riding");
  if (!table) throw new Error("no table of rides");
  return table;
})();

/** One for each rider, at an hour; of no two all is alike. */
const ridesOf = (
  hour: number,
  from: number,
  to: number,
  over: Partial<ConsentedRide> = {},
): ConsentedRide[] =>
  Array.from({ length: to - from }, (_, at) => {
    const distance_m = 1_500 + 1_000 * (at % 2);
    return aConsentedRide({ rider: `rider-${from + at}`, climb_m: from + at, hour, distance_m, ...over });
  });

/** Two cells of a day, with rides in two bins, as a lane publishes them. */
const RIDES = [...ridesOf(8, 0, 24), ...ridesOf(9, 30, 50)];
const ATOMS: Atoms = (() => {
  const task = { table: RIDING, block: BLOCK, cells: cellsOf(RIDING, RIDES), digest, above: [] };
  const { published } = computeBlock({ ...task, atoms: new Map(), isClosed: true });
  return new Map([...published].map(([key, { after }]) => [key, after]));
})();
const SHOWN: FigureBlock = (() => {
  const [{ document } = { document: {} }] = blockDocuments({
    ...{
      table: { ...RIDING, definitions: [tripLengths] },
      block: BLOCK,
      ...boundsOf(BLOCK, ZONE),
      revision: 1,
    },
    ...{ position: 7, nowMs: 0, isClosed: true, atoms: ATOMS, riders: 40, bikes: 40, coverage: SAID },
  });
  return FigureBlock.parse(document);
})();

interface Case {
  readonly rides?: readonly ConsentedRide[];
  readonly atoms?: Atoms;
  readonly shown?: object | null;
  readonly table?: Table;
}
const why = ({ rides = RIDES, atoms = ATOMS, shown = SHOWN, table = RIDING }: Case) =>
  whyNotTheSame({
    ...{ table, definition: tripLengths, block: BLOCK, zone: ZONE, digest, atoms, shown },
    cells: cellsOf(table, rides),
    row: {
      ...{
        table: "riding",
        ...BLOCK,
        revision: 1,
        isClosed: true,
        riders: 44,
        bikes: 44,
        coverage: null,
        causes: [],
      },
      summary: JSON.stringify([40, 40, SAID, true]),
    },
  });

/** With one more in the first cell's bin of 2 to 3 km. */
const oneMore = (values: FigureCell["values"], measures: readonly string[]): FigureCell["values"] =>
  values.map((value, at) =>
    measures[at] === "rides_by_distance" && Array.isArray(value) ? value.with(2, (value[2] ?? 0) + 1) : value,
  );
const SHOWN_OTHERWISE: FigureBlock = {
  ...SHOWN,
  cells: SHOWN.cells.map((cell, at) =>
    at === 0 ? { ...cell, values: oneMore(cell.values, SHOWN.measures) } : cell,
  ),
};
const KEPT_OTHERWISE: Atoms = (() => {
  const [[key, atom] = ["", null]] = ATOMS;
  if (!atom) throw new Error("no cell");
  const measures = RIDING.measures.map(({ name }) => name);
  return new Map([...ATOMS, [key, { ...atom, values: oneMore(atom.values, measures) }]]);
})();
const OF_BIN = "Rides by distance (2–3 km) of M1, 08:00–09:00";
const COMES_TO_ANOTHER = "Rides by distance: the rides that it was published of come to another value";

describe("evidence of a block", () => {
  it("finds nothing where reports show what was published and its rides come to that", () => {
    expect(SHOWN.cells.map(({ values }) => values[1])).toEqual([
      [0, 12, 12, 0, 0, 0, 0, 0, 0, 0],
      [0, 10, 10, 0, 0, 0, 0, 0, 0, 0],
    ]);
    expect(why({})).toEqual([]);
  });

  it("names each value and each bin that reports show otherwise, with what was published", () => {
    expect(why({ shown: SHOWN_OTHERWISE })).toEqual([`${OF_BIN}: reports show 13, published was 12`]);
    expect(why({ atoms: KEPT_OTHERWISE })).toEqual([`${OF_BIN}: reports show 12, published was 13`]);
    const [, second] = SHOWN.cells;
    expect(why({ shown: { ...SHOWN, cells: [second] } })).toEqual([
      "Rides of M1, 08:00–09:00: reports show nothing, published was 24",
      "Rides by distance of M1, 08:00–09:00: reports show nothing, published was 0 12 12 0 0 0 0 0 0 0",
      "Rides by time in motion of M1, 08:00–09:00: reports show nothing, published was 0 0 24 0 0 0 0 0 0 0",
    ]);
    const added = { key: ["M2", "08"], values: [11, null, null], revision: 1 };
    expect(why({ shown: { ...SHOWN, cells: [...SHOWN.cells, added] } })).toEqual([
      "Rides of M2, 08:00–09:00: reports show 11, published was nothing",
    ]);
  });

  it("says so where numbers of riders, the time or the revision are shown otherwise, or nothing is", () => {
    const numbers = ["Its numbers of riders, bikes or rides of the fleet are not those that were published."];
    expect(why({ shown: { ...SHOWN, riders: 50 } })).toEqual(numbers);
    expect(why({ shown: { ...SHOWN, coverage: { ...SAID, all: 50 } } })).toEqual(numbers);
    expect(why({ shown: { ...SHOWN, to: SHOWN.to + 1 } })).toEqual([
      "Its time, measures or groupings are not those that were published.",
    ]);
    expect(why({ shown: { ...SHOWN, revision: 2 } })).toEqual([
      "Reports show revision 2 of it; 1 was published.",
    ]);
    expect(why({ shown: null })).toEqual(["Reports show nothing of it; revision 1 was published."]);
    expect(why({ shown: { kind: "block" } })).toEqual(["Reports cannot read what is stored of it."]);
  });

  it("computes what was published anew: a wrong publication is found, and another formula under the same number", () => {
    expect(why({ atoms: KEPT_OTHERWISE, shown: SHOWN_OTHERWISE })).toEqual([COMES_TO_ANOTHER]);
    const measures = RIDING.measures.map((one) =>
      one.kind === "histogram" && one.name === "rides_by_distance"
        ? { ...one, of: () => [[3, 1] as const] }
        : one,
    );
    expect(why({ table: { ...RIDING, measures } })).toEqual([COMES_TO_ANOTHER]);
  });

  it("compares no value of one formula with one of another, and says why", () => {
    const earlier = ["It is told by an earlier formula, and stays so until it is published anew."];
    expect(why({ shown: { ...SHOWN, formula: tripLengths.formula - 1 } })).toEqual(earlier);
    expect(why({ table: { ...RIDING, formula: RIDING.formula + 1 } })).toEqual(earlier);
    const hidden = [...ATOMS].map(
      ([key, atom]) => [key, { ...atom, values: atom.values.map(() => null) }] as const,
    );
    const table = { ...RIDING, formula: RIDING.formula + 1 };
    expect(why({ table, atoms: new Map(hidden), shown: { ...SHOWN, cells: [] } })).toEqual([]);
  });

  const WAITING = {
    "late rides of who is known": [...RIDES, ...ridesOf(8, 0, 3, { start: 1 })],
    "rides that became others": [...ridesOf(8, 0, 1, { climb_m: 99 }), ...RIDES.slice(1)],
    "riders who withdrew": RIDES.slice(4),
    "riders who came": [...RIDES, ...ridesOf(8, 60, 63)],
    "so many who came that they are published with the next computing": [...RIDES, ...ridesOf(8, 60, 80)],
    "nobody who is left": [],
  };
  it.each(Object.entries(WAITING))("says just the same where something waits: %s", (_, rides) => {
    for (const told of [{}, { shown: SHOWN_OTHERWISE }, { atoms: KEPT_OTHERWISE }, { shown: null }])
      expect(why({ ...told, rides })).toEqual(why(told));
  });

  it("computes what was published without those who came since, and also where another cell waits", () => {
    const wrong = { atoms: KEPT_OTHERWISE, shown: SHOWN_OTHERWISE };
    expect(why({ ...wrong, rides: [...RIDES, ...ridesOf(8, 60, 63)] })).toEqual([COMES_TO_ANOTHER]);
    expect(why({ ...wrong, rides: RIDES.slice(0, -4) })).toEqual([COMES_TO_ANOTHER]);
  });
});
