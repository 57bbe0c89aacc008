import { describe, expect, it } from "vitest";
import { daysOf } from "@/lib/analytics/day-range";
import type { Definition } from "@/lib/analytics/definition";
import { TABLES } from "@/lib/analytics/tables";
import { attackedWorld, chance, DAYS, STEPS } from "@/lib/analytics/testing/attacked-world";
import { figuresOf } from "@/lib/analytics/testing/figures-of";
import { type NaiveFigures, naiveFigures } from "@/lib/analytics/testing/naive-figures";
import type { FigureBlock } from "@/lib/domain/figures";
import { ask, documentsOf, standingAt } from "./testing/asked-of-world";

const RANGES = 500;
const FROM = new Date(`${DAYS[0]}T12:00:00Z`);
const dayOf = (at: string | number | Date) => new Date(at).toISOString().slice(0, 10);

const worlds = TABLES.map((table) => {
  const { world, rides } = attackedWorld(table, 7);
  return { table, rides, documents: documentsOf(table, standingAt(world.seen, STEPS)) };
});
/** Every table is made of the same ones; some of them are enough to be added up so often. */
const rides = (worlds[0]?.rides ?? []).filter((_, at) => at % 5 === 0);

/** Of numbers of different bikes, which nothing adds. */
const DISTINCT = new Set(
  TABLES.flatMap(({ measures }) => measures.flatMap(({ name, kind }) => (kind === "distinct" ? [name] : []))),
);

/** Any two days of three weeks, the last of which nothing is of. */
function ranges(seed: number) {
  const below = chance(seed);
  return Array.from({ length: RANGES }, () => {
    const [from = 0, to = 0] = [below(21), below(21)].sort((a, b) => a - b);
    const day = (at: number) => dayOf(FROM.getTime() + at * 86_400_000);
    return { from: day(from), to: day(to) };
  });
}

/** Cell by cell and bin by bin, in thousandths. */
function added(all: readonly NaiveFigures[]) {
  const sums: Record<string, number> = {};
  for (const figures of all)
    for (const [definition, cells] of Object.entries(figures))
      for (const [key, row] of Object.entries(cells))
        for (const [measure, value] of Object.entries(row).filter(([name]) => !DISTINCT.has(name)))
          for (const [bin, amount] of [value].flat().entries()) {
            const name = [definition, key, measure, bin].join(" ");
            sums[name] = (sums[name] ?? 0) + Math.round(amount * 1_000);
          }
  return sums;
}

/** All that is published of blocks whose days are all in the range, by the days that their documents name. */
function publishedByHand(
  { id, measures }: Definition,
  blocks: readonly FigureBlock[],
  from: string,
  to: string,
) {
  const inside = blocks.filter((block) => {
    const [first, last] = [dayOf(block.from + 7_200_000), dayOf(block.to - 7_200_000)];
    return block.definition === id && first >= from && last <= to;
  });
  return measures.map(({ name }) => {
    const values = inside.flatMap(({ cells, measures: names }) =>
      cells.map((cell) => cell.values[names.indexOf(name)] ?? null),
    );
    const told = values.filter((value) => value !== null).map((value) => [value].flat());
    return told.length === 0 ? null : told.flat().reduce((sum, amount) => sum + amount, 0);
  });
}

describe("ranges, of 500 at random, for every table", () => {
  it("beneath the mask days add up to the whole, and to what its rides come to by hand", () => {
    const of = (days: readonly string[]) => rides.filter(({ day }) => days.includes(day));
    const byDay = new Map(DAYS.map((day) => [day, figuresOf(of([day]))]));
    const byHandOfDay = new Map(DAYS.map((day) => [day, naiveFigures(of([day]))]));
    let [mismatches, compared] = [0, 0];
    for (const range of ranges(11)) {
      const days = daysOf(range);
      const whole = added([figuresOf(of(days))]);
      const cut = added(days.flatMap((day) => [byDay.get(day) ?? {}]));
      const byHand = added(days.flatMap((day) => [byHandOfDay.get(day) ?? {}]));
      for (const name of new Set([whole, cut, byHand].flatMap((sums) => Object.keys(sums)))) {
        compared++;
        if (whole[name] !== cut[name] || whole[name] !== byHand[name]) mismatches++;
      }
    }
    expect(mismatches).toBe(0);
    expect(compared).toBeGreaterThan(50 * RANGES);
  }, 20_000);

  it.each(worlds.map((world) => [world.table.name, world] as const))(
    "what a report answers is the sum of the blocks that are published inside: %s",
    (_, { table, documents }) => {
      let [mismatches, told] = [0, 0];
      for (const { from, to } of ranges(12))
        for (const definition of table.definitions) {
          const blocks = documents.filter((block) => block.definition === definition.id);
          const byHand = publishedByHand(definition, blocks, from, to);
          for (const [at, { name, kind }] of definition.measures.entries()) {
            if (kind === "distinct") continue;
            const { rows, figures } = ask({ definition, from, to, by: [], plot: name }, blocks);
            const place = kind === "sum" ? figures.findIndex((figure) => figure.name === name) : 1;
            const [amount, scale] = [rows.total[place], figures[place]?.scale ?? 1];
            const shown = amount?.kind === "value" ? amount.value : null;
            const expected = byHand[at] ?? null;
            if (expected !== null) told++;
            const isSame =
              expected === null || shown === null
                ? (expected ?? 0) === (shown ?? 0)
                : Math.abs(shown - expected * scale) < 1e-3;
            if (!isSame) mismatches++;
          }
        }
      expect(mismatches).toBe(0);
      expect(told).toBeGreaterThan(RANGES / 4);
    },
    20_000,
  );
});
