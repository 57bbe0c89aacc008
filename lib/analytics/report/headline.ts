import type { FigureBlock } from "@/lib/domain/figures";
import type { Definition } from "../definition";
import { differentBikes } from "./different-bikes";
import { type Amount, amountOf, type Figure, figuresOf, MASKED, MISSING } from "./figure";
import { type Shown, shownOf } from "./shown";
import { sumCells } from "./sum-cells";

/** A figure over a whole range, and over the one before where that is compared. */
export interface HeadFigure {
  readonly figure: Figure;
  readonly now: Amount;
  readonly before: Amount | null;
}

/** The figures of a definition in the order in which they are shown, the main one first. */
export function shownFigures(definition: Definition, shown: Shown): Figure[] {
  const all = figuresOf(definition);
  return shown.figures.flatMap((name) => all.find((figure) => figure.name === name) ?? []);
}

/** The figures of a range in whole. */
export function headlineOf(
  definition: Definition,
  now: readonly FigureBlock[],
  before: readonly FigureBlock[] | null,
): HeadFigure[] {
  const shown = shownOf(definition.id);
  if (shown === null) return [];
  const measures = definition.measures.map(({ name }) => name);
  const told = (figure: Figure, blocks: readonly FigureBlock[]): Amount => {
    if (figure.basis.kind === "distinct") return differentBikes(figure.basis, blocks);
    const [sum] = sumCells(blocks, [], measures);
    return sum ? amountOf(figure, sum, measures) : blocks.length === 0 ? MISSING : MASKED;
  };
  return shownFigures(definition, shown).map((figure) => ({
    figure,
    now: told(figure, now),
    before: before && told(figure, before),
  }));
}
