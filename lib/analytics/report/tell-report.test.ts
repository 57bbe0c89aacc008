import { describe, expect, it } from "vitest";
import type { Restatement } from "@/lib/domain/figures";
import { DEFINITIONS, definitionOf } from "../definitions";
import { madeBlock, ZONE } from "../testing/figure-blocks";
import { completenessOf } from "./completeness-of";
import { coverageOf } from "./coverage-of";
import { amountOf, figuresOf } from "./figure";
import { SHOWN } from "./shown";
import { histogramOf, type Looked, tellReport } from "./tell-report";
import { tellRestatements } from "./tell-restatements";

const clock = { zone: ZONE, today: "2026-11-28" };
const range = { from: "2026-10-12", to: "2026-10-18" };
const looked = (id: string, more: Partial<Looked> = {}): Looked => ({
  definition: definitionOf(id) ?? expect.fail(id),
  ...{ range, compares: false, by: [], plot: "", blocks: [], names: new Map(), clock, ...more },
});

describe.each(DEFINITIONS)("$id", (definition) => {
  it("is shown with figures, groupings and a plot that it has", () => {
    const shown = SHOWN[definition.id];
    const figures = figuresOf(definition).map(({ name }) => name);
    expect(figures).toEqual(expect.arrayContaining([...shown.figures]));
    expect(shown.figures[0]).toBe(shown.main);
    expect(figures.includes(shown.plot) || histogramOf(definition, shown.plot) !== null).toBe(true);
    const ways = ["day", "week", "quarter", ...definition.groupings.map(({ name }) => name)];
    expect(ways).toEqual(expect.arrayContaining([...shown.by]));
  });
});

describe("a report", () => {
  it("tells percentiles from bins, and beyond the last one that it is more", () => {
    const bins = [10, 20, 40, 20, 10, 0, 0, 0, 0];
    const near = madeBlock("trip-lengths", "day", "2026-10-12", [
      [["m", "08"], { rides: 100, rides_by_distance: bins, rides_by_duration: [0, 0, 0, 0, 0, 0, 0, 0, 5] }],
    ]);
    const { headline, rows, figures } = tellReport(
      looked("trip-lengths", { plot: "rides_by_distance", blocks: [near] }),
    );
    const told = Object.fromEntries(headline.map(({ figure, now }) => [figure.name, now]));
    expect(told.rides_by_distance_p50).toEqual({ kind: "value", value: 2.5 });
    expect(told.rides_by_duration_p50).toEqual({ kind: "value", value: 120, isAtLeast: true });
    expect(figures.map(({ name }) => name)).toEqual(["share", "amount"]);
    expect(rows.rows[2]?.amounts).toEqual([
      { kind: "value", value: 40 },
      { kind: "value", value: 40 },
    ]);
    expect(rows.total).toEqual([
      { kind: "value", value: 100 },
      { kind: "value", value: 100 },
    ]);
  });

  it("says of bins, as of all of them, that nothing is published, or too few rode", () => {
    const bins = { rides: 100, rides_by_distance: [10, 20, 40, 20, 10, 0, 0, 0, 0] };
    const now = madeBlock("trip-lengths", "day", "2026-10-12", [[["m", "08"], bins]]);
    const told = (blocks: Looked["blocks"], by: readonly string[]) => {
      const { rows } = tellReport(
        looked("trip-lengths", { plot: "rides_by_distance", compares: true, by, blocks }),
      );
      const kinds = [...rows.rows, { amounts: rows.total, previous: rows.previousTotal }].map(
        ({ amounts, previous }) => [...amounts, ...(previous ?? [])].map(({ kind }) => kind).join(),
      );
      return [...new Set(kinds)];
    };
    expect(told([], [])).toEqual(["missing,missing,missing,missing"]);
    expect(told([now], ["model"])).toEqual(["value,value,missing,missing"]);
    const few = madeBlock("trip-lengths", "day", "2026-10-05", []);
    expect(told([now, few], ["model"])).toEqual(["value,value,masked,masked"]);
  });

  it("tells of bins without a beginning that it is less, and in a range below nothing where it lies", () => {
    const told = (rides_by_deviation: number[]) => {
      const day = madeBlock("energy-and-range", "day", "2026-10-12", [
        [["m", "0..5", "low"], { energy_wh: 900, estimated_rides: 10, taken_shares: 9, rides_by_deviation }],
      ]);
      const definition = definitionOf("energy-and-range") ?? expect.fail();
      const sum = { key: [], values: day.cells[0]?.values ?? [] };
      const measures = definition.measures.map(({ name }) => name);
      const amounts = figuresOf(definition).map((figure) => [figure.name, amountOf(figure, sum, measures)]);
      return Object.fromEntries(amounts);
    };
    expect(told([0, 0, 20, 20, 0, 0, 0, 0])).toMatchObject({
      taken_of_estimate: { kind: "value", value: 90 },
      rides_by_deviation_p50: { kind: "value", value: -10 },
      rides_by_deviation_p10: { kind: "value", value: -18 },
    });
    expect(told([30, 0, 0, 0, 0, 0, 0, 10])).toMatchObject({
      rides_by_deviation_p10: { kind: "value", value: -30, isAtMost: true },
      rides_by_deviation_p90: { kind: "value", value: 30, isAtLeast: true },
    });
  });

  it("says from which publications it is, and of how many days there are none", () => {
    const blocks = [
      madeBlock("usage", "day", "2026-10-12", [], { position: 48_000, revision: 3 }),
      madeBlock("usage", "day", "2026-10-13", [], { position: 48_112 }),
    ];
    const { publication } = tellReport(looked("usage", { plot: "rides", by: ["day"], blocks }));
    expect(publication).toMatchObject({
      position: { from: 48_000, to: 48_112 },
      revision: 3,
      missingDays: 5,
    });
    expect(publication.riders).toBeNull();
    const one = tellReport(looked("usage", { range: { from: "2026-10-12", to: "2026-10-12" }, blocks }));
    expect(one.publication.riders).toBe(120);
  });
});

describe("coverage", () => {
  const told = (all: number | null, counted: number | null, out = {}) => ({
    coverage: { all, counted, out },
  });

  it("is what the largest blocks tell of all in them, not what each adds", () => {
    const blocks = [
      madeBlock("usage", "day", "2026-10-12", [], told(100, null, { withdrawn: null })),
      madeBlock("usage", "week", "2026-W42", [], told(1_000, 620, { "no-consent": 300, withdrawn: 80 })),
      madeBlock("usage", "day", "2026-10-19", [], told(200, 100, { "no-consent": 100 })),
    ];
    expect(coverageOf(blocks)).toMatchObject({ all: 1_200, counted: 720, share: 0.6, isIncomplete: false });
    expect(coverageOf(blocks).out.find(({ reason }) => reason === "withdrawn")?.rides).toBe(80);
  });

  it("says where a number was held back", () => {
    const blocks = [
      madeBlock("usage", "day", "2026-10-12", [], told(100, 50)),
      madeBlock("usage", "day", "2026-10-13", [], told(null, null)),
    ];
    expect(coverageOf(blocks)).toMatchObject({ all: 100, counted: 50, isIncomplete: true });
    expect(coverageOf([])).toMatchObject({ all: null, share: null, isIncomplete: false });
  });
});

it("completeness is what has arrived of what is expected in all days", () => {
  const day = (block: string, completeness: { share: number; low: number; high: number } | null) =>
    madeBlock("usage", "day", block, [], { completeness });
  const whole = { share: 1, low: 1, high: 1 };
  expect(completenessOf([day("2026-10-12", null), day("2026-10-13", whole)])).toBeNull();
  const told = completenessOf([
    day("2026-10-12", whole),
    day("2026-10-13", { share: 0.5, low: 0.25, high: 0.75 }),
  ]);
  expect(told).toEqual({
    share: expect.closeTo(600 / 900, 6),
    low: expect.closeTo(600 / 1_500, 6),
    high: expect.closeTo(600 / 700, 6),
  });
});

it("a restatement tells old and new of each group, and what was not shown before", () => {
  const definition = definitionOf("energy-and-range") ?? expect.fail();
  const figure = figuresOf(definition).find(({ name }) => name === "wh_per_km") ?? expect.fail();
  const restatement: Restatement = {
    ...{ kind: "restatement", definition: definition.id, purpose: "range-model", grain: "day" },
    ...{ block: "2026-10-14", from: 0, to: 1, revision: 2, published_at: 5, causes: ["late-data"] },
    ...{ groupings: ["model", "temperature", "assist"], measures: ["energy_wh", "measured_m"] },
    changes: [
      { key: ["m-1", "0..5", "low"], before: [1_110, 100_000], after: [1_130, 100_000] },
      { key: ["m-1", null, "low"], before: [], after: [500, 50_000] },
    ],
  };
  const [told] = tellRestatements(definition, figure, [restatement], new Map([["m-1", "Trekker 625"]]));
  expect(told?.changes.map(({ group }) => group)).toEqual([
    "Trekker 625, 0–5 °C, levels 1–2",
    "Trekker 625, several together, levels 1–2",
  ]);
  expect(told?.changes[0]).toMatchObject({ before: { value: 11.1 }, after: { value: 11.3 } });
  expect(told?.changes[1]).toMatchObject({ before: { kind: "masked" }, after: { value: 10 } });
});
