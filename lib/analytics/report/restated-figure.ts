import type { Definition } from "../definition";
import { type Figure, figuresOf } from "./figure";
import { shownOf } from "./shown";

/** Of which figure restatements tell: the one that is drawn, else the main one; also where the one that is drawn is never added. */
export function restatedFigure(definition: Definition, plot: string): Figure | undefined {
  const figures = figuresOf(definition).filter(({ basis }) => basis.kind !== "distinct");
  const main = shownOf(definition.id)?.main;
  return figures.find(({ name }) => name === plot) ?? figures.find(({ name }) => name === main);
}
