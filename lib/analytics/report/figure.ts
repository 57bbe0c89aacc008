import { quantileOf } from "@/lib/domain/quantile";
import { isNotKnown } from "../bins";
import type { Bin, Definition, HistogramMeasure } from "../definition";
import type { Sum } from "./sum-cells";

/** What is not added: different bikes of a time as a whole, or of its days on average. */
export interface DistinctBasis {
  readonly kind: "distinct";
  readonly measure: string;
  readonly per: "day" | "time";
}

/** Of which sums a figure is made. */
type Basis =
  | { readonly kind: "sum"; readonly measure: string }
  | {
      readonly kind: "ratio";
      readonly numerator: string;
      readonly denominator: string;
      readonly factor: number;
    }
  | DistinctBasis
  | {
      readonly kind: "quantile";
      readonly measure: string;
      readonly quantile: number;
      readonly bins: readonly Bin[];
    };

/** A number that a report shows, in the unit in which it is shown: value = basis × `scale`. */
export interface Figure {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly scale: number;
  readonly decimals: number;
  readonly formula: string;
  readonly basis: Basis;
}

/** What stands for a figure of a group in a time: its value, or why there is none. */
export type Amount =
  | {
      readonly kind: "value";
      readonly value: number;
      /** Where it lies beyond the last bound of a histogram, or before the first of one that has no beginning. */
      readonly isAtLeast?: true;
      readonly isAtMost?: true;
    }
  /** Published of fewer riders than are shown. */
  | { readonly kind: "masked" }
  /** Nothing is published of that time. */
  | { readonly kind: "missing" }
  /** Published, and nothing of it was measured. */
  | { readonly kind: "unmeasured" };

export const MASKED: Amount = { kind: "masked" };
export const MISSING: Amount = { kind: "missing" };
export const UNMEASURED: Amount = { kind: "unmeasured" };

interface Display {
  readonly unit: string;
  readonly scale: number;
  readonly decimals: number;
}

/** Where sums and ratios are shown in another unit than they are kept in. */
const OF_SUMS: Readonly<Record<string, Display>> = {
  m: { unit: "km", scale: 0.001, decimals: 0 },
  s: { unit: "h", scale: 1 / 3_600, decimals: 0 },
  Wh: { unit: "kWh", scale: 0.001, decimals: 0 },
};
const OF_RATIOS: Readonly<Record<string, Display>> = {
  m: { unit: "km", scale: 0.001, decimals: 1 },
  Wh: { unit: "Wh", scale: 1, decimals: 0 },
  cycles: { unit: "cycles", scale: 1, decimals: 0 },
};
/** A count is told by its label. */
const COUNTED: ReadonlySet<string> = new Set(["rides", "readings", "bikes"]);
const unitShown = (unit: string): string => (COUNTED.has(unit) ? "" : unit);

const QUANTILES = [
  { suffix: "p10", quantile: 0.1, words: "10 % are below" },
  { suffix: "p50", quantile: 0.5, words: "median" },
  { suffix: "p90", quantile: 0.9, words: "90 % are below" },
] as const;

/** Everything that can be told of a definition's sums in one number. */
export function figuresOf(definition: Definition): Figure[] {
  const figures: Figure[] = [];
  for (const { kind, name, label, unit, formula, ...measure } of definition.measures) {
    if (kind === "sum") {
      const display = OF_SUMS[unit] ?? { unit: unitShown(unit), scale: 1, decimals: 0 };
      figures.push({ name, label, formula, ...display, basis: { kind: "sum", measure: name } });
    } else if (kind === "distinct") {
      const display = { formula, unit: unitShown(unit), scale: 1, decimals: 0 };
      const basisOf = (per: DistinctBasis["per"]): DistinctBasis => ({ kind, measure: name, per });
      figures.push({ name: `${name}_per_day`, label: `${label} a day`, ...display, basis: basisOf("day") });
      figures.push({ name, label, ...display, basis: basisOf("time") });
    } else if ("bins" in measure) figures.push(...quantilesOf(name, measure));
  }
  for (const { name, label, unit, formula, numerator, denominator, factor } of definition.ratios) {
    const display = OF_RATIOS[unit] ?? { unit, scale: 1, decimals: 1 };
    const basis = { kind: "ratio", numerator, denominator, factor } as const;
    figures.push({ name, label, formula, ...display, basis });
  }
  return figures;
}

const quantilesOf = (measure: string, { bins, axis }: Pick<HistogramMeasure, "bins" | "axis">): Figure[] =>
  QUANTILES.map(({ suffix, quantile, words }) => ({
    name: `${measure}_${suffix}`,
    label: `${axis.label}, ${words}`,
    unit: axis.unit,
    scale: 1,
    decimals: 1,
    formula: `from the bins of ${axis.label.toLowerCase()}, linear within a bin`,
    basis: { kind: "quantile", measure, quantile, bins },
  }));

/** A figure of a sum; none of what is not added. @param measures names, in the order in which the sum has them. */
export function amountOf({ basis, scale }: Figure, { values }: Sum, measures: readonly string[]): Amount {
  const sumOf = (measure: string): number | null => {
    const value = values[measures.indexOf(measure)] ?? null;
    return typeof value === "number" ? value : null;
  };
  switch (basis.kind) {
    case "sum": {
      const value = sumOf(basis.measure);
      return value === null ? UNMEASURED : { kind: "value", value: value * scale };
    }
    case "ratio": {
      const [above, below] = [sumOf(basis.numerator), sumOf(basis.denominator)];
      if (above === null || below === null || below === 0) return UNMEASURED;
      return { kind: "value", value: (basis.factor * above * scale) / below };
    }
    case "distinct":
      return UNMEASURED;
    case "quantile": {
      const counts = values[measures.indexOf(basis.measure)] ?? null;
      return Array.isArray(counts) ? quantileIn(counts, basis.bins, basis.quantile, scale) : UNMEASURED;
    }
  }
}

function quantileIn(
  counts: readonly number[],
  bins: readonly Bin[],
  quantile: number,
  scale: number,
): Amount {
  const [first] = bins;
  let below = 0;
  const known = bins.filter((bin) => !isNotKnown(bin));
  const buckets = known.map(({ to }, at) => {
    below += counts[at] ?? 0;
    return { le: to ?? Number.POSITIVE_INFINITY, count: below };
  });
  const begins = first?.from ?? first?.to ?? 0;
  const value = quantileOf([{ le: begins, count: 0 }, ...buckets], quantile);
  if (value === null) return UNMEASURED;
  const isAtMost = first?.from === null && (buckets[0]?.count ?? 0) >= quantile * below;
  const last = known.findLast(({ to }) => to !== null)?.to ?? null;
  const isAtLeast = value === last && (buckets.at(-2)?.count ?? 0) < quantile * below;
  return {
    ...{ kind: "value", value: value * scale },
    ...(isAtLeast ? { isAtLeast } : isAtMost ? { isAtMost } : {}),
  };
}
