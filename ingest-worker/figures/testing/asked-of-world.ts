import { type Block, blocksOf, boundsOf, daysOf } from "@/lib/analytics/blocks";
import { keyOf } from "@/lib/analytics/cells-of";
import type { Definition } from "@/lib/analytics/definition";
import { type Amount, figuresOf } from "@/lib/analytics/report/figure";
import { isGrain } from "@/lib/analytics/report/grains";
import { type Report, tellReport } from "@/lib/analytics/report/tell-report";
import type { Table } from "@/lib/analytics/tables";
import { ZONE } from "@/lib/analytics/testing/figure-blocks";
import type { SeenPublication } from "@/lib/analytics/testing/small-world";
import { FigureBlock } from "@/lib/domain/figures";
import { blockDocuments } from "../block-documents";
import { numbersOf } from "./attackers-view";

/** What somebody asks of a report, at a step. */
export interface Question {
  readonly definition: Definition;
  readonly from: string;
  readonly to: string;
  readonly by: readonly string[];
  readonly plot: string;
}

/** Of each cell of each block the last publication until a step. */
export function standingAt(seen: readonly SeenPublication[], step: number): SeenPublication[] {
  const standing = new Map<string, SeenPublication>();
  for (const one of seen) if (one.step <= step) standing.set(`${one.block.block} ${one.key}`, one);
  return [...standing.values()];
}

/** As the lane writes what stands. */
export function documentsOf(table: Table, standing: readonly SeenPublication[]): FigureBlock[] {
  const blocks = new Map<string, Block>(standing.map(({ block }) => [block.block, block]));
  return [...blocks.values()].flatMap((block) => {
    const own = standing.filter((one) => one.block.block === block.block);
    const atoms = new Map(own.map(({ key, atom }) => [key, atom]));
    const coverage = { all: null, counted: null, out: {} };
    return blockDocuments({
      ...{ table, block, ...boundsOf(block, ZONE), atoms, coverage, isClosed: true },
      ...{ revision: 1, position: 1, nowMs: 0, riders: null, bikes: null },
    }).map(({ document }) => FigureBlock.parse(document));
  });
}

export const ask = ({ definition, from, to, by, plot }: Question, blocks: readonly FigureBlock[]): Report =>
  tellReport({
    ...{ definition, range: { from, to }, compares: false, by, plot, blocks },
    ...{ names: new Map(), clock: { zone: ZONE, today: "2027-01-31" } },
  });

/** One answer: what it says, and what it has to say by what was published. */
export interface Answered {
  readonly amount: Amount;
  readonly byHand: number | null;
}

/** Every sum, ratio and bin (numbers of different bikes are none) that the answer tells, with what publications come to by hand. */
export function answersOf(
  table: Table,
  { definition, from, to, by, plot }: Question,
  standing: readonly SeenPublication[],
  { rows, figures }: Report,
): Answered[] {
  const isInside = (block: Block, days: (day: string) => boolean) => daysOf(block).every(days);
  const inRange = standing.filter(({ block }) => isInside(block, (day) => day >= from && day <= to));
  const grain = by.find(isGrain);
  const bucketOf = (day: string) => blocksOf(day).find((block) => block.grain === grain)?.block ?? "all";
  const bucketed = (bucket: string | null) =>
    inRange.filter(({ block }) => {
      const buckets = new Set(daysOf(block).map(bucketOf));
      return bucket === null ? buckets.size > 1 : buckets.size === 1 && buckets.has(bucket);
    });
  const sumByHand = (measure: string, of: readonly SeenPublication[], bin: number | null): number | null => {
    const at = table.measures.findIndex(({ name }) => name === measure);
    const numbers = of.flatMap((one) => numbersOf(table, at, one));
    const own = bin === null ? numbers : numbers.filter(({ place }) => place === bin);
    return numbers.length === 0 ? null : own.reduce((sum, { amount }) => sum + amount, 0);
  };
  const all = [
    ...rows.rows.map((row) => ({ at: row.at, amounts: row.amounts })),
    { at: null, amounts: rows.total },
  ];
  return all.flatMap(({ at, amounts }) => {
    const keys = rows.axes.map((axis, place) =>
      at === null ? null : (axis.keys[at[place] ?? 0]?.key ?? null),
    );
    const time = rows.axes.findIndex(({ kind }) => kind === "time");
    const of = (time === -1 || at === null ? inRange : bucketed(keys[time] ?? null)).filter(
      ({ key }) =>
        at === null ||
        rows.axes.every((axis, place) => {
          const group = definition.groupings.findIndex(({ name }) => name === axis.name);
          return group === -1 || (keyOf(key)[group] ?? null) === keys[place];
        }),
    );
    const bins = rows.axes.findIndex(({ kind }) => kind === "bin");
    if (bins !== -1 || definition.measures.some(({ name, kind }) => name === plot && kind === "histogram")) {
      const [, amount] = amounts;
      const scale = figures[1]?.scale ?? 1;
      const byHand = sumByHand(plot, of, at === null ? null : Number(keys[bins]));
      return amount ? [{ amount, byHand: byHand === null ? null : byHand * scale }] : [];
    }
    return figures.flatMap(({ basis, scale }, place): Answered[] => {
      const amount = amounts[place];
      if (!amount || basis.kind === "quantile" || basis.kind === "distinct") return [];
      if (basis.kind === "sum") {
        const byHand = sumByHand(basis.measure, of, null);
        return [{ amount, byHand: byHand === null ? null : byHand * scale }];
      }
      const [above, below] = [sumByHand(basis.numerator, of, null), sumByHand(basis.denominator, of, null)];
      const isTold = above !== null && below !== null && below !== 0;
      return [{ amount, byHand: isTold ? (basis.factor * above * scale) / below : null }];
    });
  });
}

/** What may be plotted of a definition. */
export const plotsOf = (definition: Definition): string[] => [
  ...figuresOf(definition).map(({ name }) => name),
  ...definition.measures.map(({ name }) => name),
];
