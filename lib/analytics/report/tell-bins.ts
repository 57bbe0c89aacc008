import type { FigureBlock } from "@/lib/domain/figures";
import type { Definition, HistogramMeasure } from "../definition";
import { type Amount, type Figure, MASKED, MISSING, UNMEASURED } from "./figure";
import { type GroupNames, groupAxis } from "./group-axis";
import { type Axis, crossOf, type Row, type Rows } from "./rows";
import { type Sum, sumCells } from "./sum-cells";
import { type Period, sizeBy } from "./tell-rows";

/** What is told of each bin: how much lies in it, and which share of all. */
export function figuresOfBins({ name, label, unit, formula }: HistogramMeasure): [Figure, Figure] {
  const basis = { kind: "sum", measure: name } as const;
  const display =
    unit === "m"
      ? { unit: "km", scale: 0.001, decimals: 0 }
      : {
          unit: unit === "s" ? "h" : "",
          scale: unit === "s" ? 1 / 3_600 : 1,
          decimals: unit === "s" ? 1 : 0,
        };
  return [
    {
      name: "share",
      label: "Share",
      unit: "%",
      scale: 1,
      decimals: 1,
      formula: `100 × ${formula} / all`,
      basis,
    },
    { name: "amount", label: label.split(" by ")[0] ?? label, formula, basis, ...display },
  ];
}

interface Asked {
  readonly definition: Definition;
  readonly measure: HistogramMeasure;
  /** By which grouping the histogram is parted; null for none. */
  readonly group: string | null;
  readonly names: GroupNames;
}

/** A histogram bin by bin, in whole or by the groups that occur. */
export function tellBins(
  { definition, measure, group, names }: Asked,
  now: Period,
  before: Period | null,
): Rows {
  const groups = group === null ? [] : [group];
  const histograms = (period: Period): Sum[] => sumCells(period.blocks, groups, [measure.name]);
  const sums = histograms(now);
  const earlier = before === null ? null : new Map(histograms(before).map((sum) => [nameOf(sum), sum]));
  const bins: Axis = {
    ...{ name: measure.name, label: measure.axis.label, kind: "bin" },
    keys: measure.bins.map(({ label }, at) => ({ key: String(at), label, isUnfinished: false })),
  };
  const ofGroups = groups.map((name) =>
    groupAxis(
      definition,
      name,
      0,
      sumCells(now.blocks, groups, measuresOf(definition)),
      sizeBy(definition),
      names,
    ),
  );
  const figures = figuresOfBins(measure);
  const byKey = new Map(sums.map((sum) => [nameOf(sum), sum]));
  const rows: Row[] = [...crossOf([bins, ...ofGroups].map(({ keys }) => [...keys.keys()]))].map((at) => {
    const key = JSON.stringify(ofGroups.map(({ keys }) => keys[at[1] ?? 0]?.key ?? null));
    const amounts = ({ blocks }: Period, sum: Sum | undefined): Amount[] =>
      amountsIn(figures, blocks, sum, at[0] ?? 0);
    return {
      at,
      amounts: amounts(now, byKey.get(key)),
      previous: before && amounts(before, earlier?.get(key)),
    };
  });
  const totalOf = ({ blocks }: Period): Amount[] =>
    amountsIn(figures, blocks, sumCells(blocks, [], [measure.name])[0], null);
  return {
    axes: [bins, ...ofGroups],
    rows,
    all: rows.length,
    total: totalOf(now),
    previousTotal: before && totalOf(before),
  };
}

const nameOf = ({ key }: Sum): string => JSON.stringify(key);
const measuresOf = (definition: Definition): string[] => definition.measures.map(({ name }) => name);

/** Share and amount of a bin, or of all of them. @param blocks of the time that the sum is of. */
function amountsIn(
  [, amount]: readonly [Figure, Figure],
  blocks: readonly FigureBlock[],
  sum: Sum | undefined,
  bin: number | null,
): Amount[] {
  if (sum === undefined) return blocks.length === 0 ? [MISSING, MISSING] : [MASKED, MASKED];
  const [counts] = sum.values;
  if (!Array.isArray(counts)) return [UNMEASURED, UNMEASURED];
  const all = counts.reduce((total, count) => total + count, 0);
  const counted = bin === null ? all : (counts[bin] ?? 0);
  if (all === 0) return [UNMEASURED, UNMEASURED];
  return [
    { kind: "value", value: (100 * counted) / all },
    { kind: "value", value: counted * amount.scale },
  ];
}
