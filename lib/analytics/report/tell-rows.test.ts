import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shiftDay } from "../day-range";
import { definitionOf } from "../definitions";
import { type MadeCell, madeBlock, ZONE } from "../testing/figure-blocks";
import { type Amount, type Figure, figuresOf } from "./figure";
import type { Rows } from "./rows";
import { type Period, tellRows } from "./tell-rows";

const clock = { zone: ZONE, today: "2026-11-28" };
const names = new Map([
  ["m-1", "Trekker 625"],
  ["m-2", "City 400"],
]);
const energy = (wh: number, metres: number) => ({ energy_wh: wh, measured_m: metres });
const definition = definitionOf("energy-and-range") ?? expect.fail();
const figure = (name: string): Figure =>
  figuresOf(definition).find((each) => each.name === name) ?? expect.fail(name);

function tell(by: readonly string[], period: Period, before: Period | null = null): Rows {
  const figures = [figure("wh_per_km"), figure("measured_m")];
  return tellRows({ definition, figures, by, names, clock }, period, before);
}
const day = (block: string, cells: readonly MadeCell[], more = {}) =>
  madeBlock("energy-and-range", "day", block, cells, more);
/** "Trekker 625, 0–5 °C: 11.0": what the first figure of each row is. */
const toldBy = ({ axes, rows }: Rows): string[] =>
  rows.map(({ at, amounts }) => {
    const labels = axes.map(({ keys }, axis) => keys[at[axis] ?? 0]?.label);
    return `${labels.join(", ")}: ${toldOf(amounts[0])}`;
  });
const toldOf = (amount: Amount | undefined): string =>
  amount?.kind === "value" ? String(Math.round(amount.value * 10) / 10) : (amount?.kind ?? "nothing");

const WEEK = { from: "2026-10-12", to: "2026-10-18" };
const blocks = [
  day("2026-10-12", [
    [["m-1", "0..5", "low"], energy(1_100, 100_000)],
    [["m-1", "5..10", "low"], energy(900, 100_000)],
    [["m-2", "5..10", "low"], energy(1_600, 200_000)],
  ]),
  day("2026-10-13", [[["m-1", "5..10", "high"], energy(1_500, 100_000)]]),
  day("2026-10-14", []),
  madeBlock("energy-and-range", "week", "2026-W42", [[["m-2", null, null], energy(400, 50_000)]]),
];

describe("rows", () => {
  it("add up what days and their week tell, by the groupings that were chosen", () => {
    expect(toldBy(tell(["model"], { range: WEEK, blocks }))).toEqual(["Trekker 625: 11.7", "City 400: 8"]);
    expect(toldBy(tell([], { range: WEEK, blocks }))).toEqual([": 10"]);
  });

  it("show each pair that occurs, and say of which too few rode, none included", () => {
    expect(toldBy(tell(["model", "temperature"], { range: WEEK, blocks }))).toEqual([
      "Trekker 625, 0–5 °C: 11",
      "Trekker 625, 5–10 °C: 12",
      "City 400, 0–5 °C: masked",
      "City 400, 5–10 °C: 8",
      "City 400, several together: 8",
    ]);
  });

  it("leave a gap where nothing is published, and tell beside the days what only their week does", () => {
    const { axes } = tell(["day"], { range: WEEK, blocks });
    expect(axes[0]?.keys.at(-1)).toMatchObject({ key: null, label: "in longer times only" });
    expect(toldBy(tell(["day"], { range: WEEK, blocks }))).toEqual([
      ...["12 Oct: 9", "13 Oct: 15", "14 Oct: masked", "15 Oct: missing", "16 Oct: missing"],
      ...["17 Oct: missing", "18 Oct: missing", "in longer times only: 8"],
    ]);
    expect(toldBy(tell(["week"], { range: WEEK, blocks }))).toEqual(["W42 2026: 10"]);
  });

  it("leave out what a week tells of more days than were asked for", () => {
    const range = { from: "2026-10-12", to: "2026-10-14" };
    const inside = blocks.filter(({ grain }) => grain === "day");
    expect(toldBy(tell(["week"], { range, blocks: inside }))).toEqual(["W42 2026, 3 days of it: 10.2"]);
  });

  it.each([
    ["2026-07-06", "2026-09-27", ["Q3 2026, 84 days of it"]],
    ["2026-06-29", "2026-09-27", ["Q3 2026"]],
    ["2026-09-28", "2026-12-27", ["Q4 2026, 91 days of it"]],
    ["2026-09-28", "2027-01-03", ["Q4 2026"]],
  ])("say of %s to %s how much of a quarter it is, of one of 14 weeks too", (from, to, labels) => {
    const { axes } = tell(["quarter"], { range: { from, to }, blocks: [] });
    expect(axes[0]?.keys.map(({ label }) => label)).toEqual(labels);
  });

  it("mark a time of which more may come", () => {
    const open = day("2026-11-27", [[["m-1", "0..5", "low"], energy(11, 1_000)]], { closed: false });
    const range = { from: "2026-11-26", to: "2026-11-28" };
    const { axes } = tell(["day"], { range, blocks: [day("2026-11-26", []), open] });
    expect(axes[0]?.keys.map(({ isUnfinished }) => isUnfinished)).toEqual([false, true, true]);
  });

  it("are laid beside those of the period before", () => {
    const before = {
      range: { from: "2026-10-05", to: "2026-10-11" },
      blocks: [day("2026-10-05", [[["m-1", "0..5", "low"], energy(1_000, 100_000)]])],
    };
    const byModel = tell(["model"], { range: WEEK, blocks }, before);
    expect(byModel.rows.map(({ previous }) => toldOf(previous?.[0]))).toEqual(["10", "masked"]);
    expect(toldOf(byModel.previousTotal?.[0])).toBe("10");
    const byDay = tell(["day"], { range: WEEK, blocks }, before);
    expect(byDay.rows.slice(0, 2).map(({ previous }) => toldOf(previous?.[0]))).toEqual(["10", "missing"]);
  });

  it("are compared with a time of as many days only, and never with what lies in none", () => {
    const dayOf = (at: number, from: string) =>
      day(shiftDay(from, at), [[["m-1", "0..5", "low"], energy(1_000, 100_000)]]);
    const ridden = (from: string) => Array.from({ length: 31 }, (_, at) => dayOf(at, from));
    const [from, since] = ["2026-10-26", "2026-09-25"];
    const now = { range: { from, to: "2026-11-25" }, blocks: ridden(from) };
    const before = { range: { from: since, to: "2026-10-25" }, blocks: ridden(since) };
    const kmOf = ({ amounts, previous }: Rows["rows"][number]) =>
      [amounts[1], previous?.[1]].map((amount) => toldOf(amount));
    expect(tell(["week"], now, before).rows.map(kmOf)).toEqual([
      ["700", "nothing"],
      ...Array.from({ length: 3 }, () => ["700", "700"]),
      ["300", "nothing"],
    ]);
    const week = { range: WEEK, blocks };
    expect(tell(["day"], week, week).rows.map(({ previous }) => previous !== null)).toEqual([
      ...[true, true, true, true, true, true, true, false],
    ]);
  });

  it("of thousands of places in a thousand days are told soon, and all of them counted", () => {
    const where = definitionOf("where") ?? expect.fail();
    const cells = Array.from(
      { length: 2_000 },
      (_, at): MadeCell => [[`4714:${10_000 + at}`], { starts: 2_000 - at }],
    );
    const range = { from: "2023-10-16", to: "2026-10-18" };
    const lone = madeBlock("where", "day", "2026-10-12", [...cells, [[null], { starts: 9 }]]);
    const asked = { definition: where, figures: figuresOf(where), by: ["cell", "day"], names, clock };
    const began = performance.now();
    const { rows, all } = tellRows(asked, { range, blocks: [lone] }, null);
    expect(performance.now() - began).toBeLessThan(700);
    expect(all).toBe(2_000 * 1_099 + 1);
    expect(rows.at(-1)?.at).toEqual([0, 499]);
  });

  it("of any way to part a range sum to the whole", () => {
    const cell = fc.tuple(
      fc.tuple(
        fc.constantFrom("m-1", "m-2", null),
        fc.constantFrom("0..5", "5..10", null),
        fc.constantFrom("low", "high"),
      ),
      fc.record({ energy_wh: fc.nat(9_999), measured_m: fc.nat(99_999) }),
    );
    const published = fc.record({
      days: fc.array(fc.option(fc.array(cell, { maxLength: 4 })), { minLength: 14, maxLength: 14 }),
      week: fc.array(cell, { maxLength: 3 }),
    });
    const ways = [
      [],
      ["day"],
      ["week"],
      ["model"],
      ["day", "model"],
      ["temperature", "week"],
      ["assist", "model"],
    ];
    fc.assert(
      fc.property(published, ({ days, week }) => {
        const range = { from: "2026-10-12", to: "2026-10-25" };
        const made = [
          ...days.flatMap((cells, at) => (cells ? [day(shiftDay(range.from, at), cells)] : [])),
          madeBlock("energy-and-range", "week", "2026-W43", week),
        ];
        const all = [...days.flatMap((cells) => cells ?? []), ...week];
        const metres = all.reduce((sum, [, { measured_m }]) => sum + measured_m, 0);
        for (const by of ways) {
          const { rows, total } = tell(by, { range, blocks: made });
          const sum = rows.reduce((of, { amounts: [, km] }) => of + (km?.kind === "value" ? km.value : 0), 0);
          expect(sum).toBeCloseTo(metres / 1_000, 6);
          if (all.length > 0) expect(total[1]).toMatchObject({ value: expect.closeTo(metres / 1_000, 6) });
        }
      }),
      { numRuns: 100 },
    );
  });
});
