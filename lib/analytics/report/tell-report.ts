import type { Purpose } from "@/lib/domain/consent";
import type { FigureBlock } from "@/lib/domain/figures";
import { dayRange } from "@/lib/format/zone";
import { type DayRange, previousOf } from "../day-range";
import type { Definition, HistogramMeasure } from "../definition";
import { blocksInside, fewestBlocks } from "./blocks-inside";
import { type Completeness, completenessOf } from "./completeness-of";
import { type Coverage, coverageOf } from "./coverage-of";
import { isToldBy } from "./different-bikes";
import { type Figure, figuresOf } from "./figure";
import { isGrain } from "./grains";
import type { GroupNames } from "./group-axis";
import { type HeadFigure, headlineOf, shownFigures } from "./headline";
import { type Publication, publicationOf } from "./publication-of";
import type { Rows } from "./rows";
import { shownOf } from "./shown";
import { figuresOfBins, tellBins } from "./tell-bins";
import { type Period, type ReportClock, tellRows } from "./tell-rows";

/** Everything that a report shows, as pages and files have it. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly purpose: Purpose;
  readonly formula: number;
  readonly formulas: readonly { readonly label: string; readonly formula: string }[];
  readonly range: DayRange;
  /** The one that is compared; null where none is. */
  readonly previous: DayRange | null;
  readonly headline: readonly HeadFigure[];
  /** Of the rows, in their order; that at `plotted` is drawn. */
  readonly figures: readonly Figure[];
  readonly plotted: number;
  /** Name of what is drawn, and in words. */
  readonly plot: { readonly name: string; readonly label: string };
  readonly rows: Rows;
  readonly coverage: Coverage;
  readonly completeness: Completeness | null;
  readonly publication: Publication;
}

export interface Looked {
  readonly definition: Definition;
  readonly range: DayRange;
  readonly compares: boolean;
  readonly by: readonly string[];
  /** A figure or a histogram by its name. */
  readonly plot: string;
  /** Of both periods. */
  readonly blocks: readonly FigureBlock[];
  readonly names: GroupNames;
  readonly clock: ReportClock;
}

/** What the blocks say to who looks at them in this way: a function of its arguments. */
export function tellReport({ definition, range, compares, by, plot, blocks, names, clock }: Looked): Report {
  const periodOf = (of: DayRange): Period => ({ range: of, blocks: blocksInside(blocks, spanOf(of, clock)) });
  const now = periodOf(range);
  const before = compares ? periodOf(previousOf(range)) : null;
  const { figures, plotted, label, rows } = tellShown({ definition, by, plot, names, clock }, now, before);
  return {
    ...{ id: definition.id, title: definition.title, about: definition.about, purpose: definition.purpose },
    formula: definition.formula,
    formulas: [...definition.measures, ...definition.ratios].map((each) => ({
      label: each.label,
      formula: each.formula,
    })),
    range,
    previous: before?.range ?? null,
    headline: headlineOf(definition, now.blocks, before?.blocks ?? null),
    figures,
    plotted,
    plot: { name: plot, label },
    rows,
    coverage: coverageOf(now.blocks),
    completeness: completenessOf(fewestBlocks(now.blocks)),
    publication: publicationOf(now.blocks, range, clock.today),
  };
}

/** From the first instant of a range to that after it. */
export const spanOf = ({ from, to }: DayRange, { zone }: Pick<ReportClock, "zone">) => ({
  fromMs: dayRange(from, zone).fromMs,
  toMs: dayRange(to, zone).toMs,
});

/** The histogram of that name; null where it is none. */
export function histogramOf(definition: Definition, name: string): HistogramMeasure | null {
  const measure = definition.measures.find((each) => each.name === name);
  return measure?.kind === "histogram" ? measure : null;
}

function tellShown(
  looked: Pick<Looked, "definition" | "by" | "plot" | "names" | "clock">,
  now: Period,
  before: Period | null,
): { figures: readonly Figure[]; plotted: number; label: string; rows: Rows } {
  const { definition, by, plot, names, clock } = looked;
  const measure = histogramOf(definition, plot);
  if (measure !== null) {
    const group = by.find((name) => !isGrain(name)) ?? null;
    const rows = tellBins({ definition, measure, group, names }, now, before);
    return { figures: figuresOfBins(measure), plotted: 0, label: measure.label, rows };
  }
  const shown = shownOf(definition.id);
  const all = shown === null ? figuresOf(definition) : shownFigures(definition, shown);
  const usual = all.filter((figure) => isToldBy(figure, by));
  const own = figuresOf(definition).filter(({ name }) => name === plot);
  const figures = usual.some(({ name }) => name === plot) ? usual : [...own, ...usual];
  const plotted = Math.max(
    0,
    figures.findIndex(({ name }) => name === plot),
  );
  const rows = tellRows({ definition, figures, by, names, clock }, now, before);
  return { figures, plotted, label: figures[plotted]?.label ?? plot, rows };
}
