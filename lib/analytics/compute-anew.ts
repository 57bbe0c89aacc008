import { type CellHistory, isAlike, type TellsOfCell } from "./cell-history";
import type { Cells, Contributions } from "./cells-of";
import type { Atom, Atoms } from "./compute-block";
import { partCells, partQuarter } from "./part-cells";
import { shownValues } from "./shown-values";
import { type CellsOfBlock, standingOf, toldOfFamily } from "./told-of-family";

/**
 * What the published cells of a block come to: with the values of the riders and rides that each publication stands on, without those
 * that came since. A value stays as it is kept where somebody of them left or has other rides by now, and where another
 * formula made it. Nothing is published by it.
 * @param cells a day's cells, or what shorter blocks left to this one.
 */
export function computeAnew(task: CellsOfBlock & { readonly cells: Cells; readonly atoms: Atoms }): Atoms {
  const { block, cells, atoms } = task;
  const published = { isPublished: (key: string) => atoms.has(key), mayBePublished: () => false };
  const { own } = block.grain === "quarter" ? partQuarter(cells, published) : partCells(cells, published);
  return new Map([...atoms].map(([key, atom]) => [key, cellAnew(task, key, atom, own.get(key) ?? NOBODY)]));
}

const NOBODY: Contributions = new Map();

function cellAnew(of: CellsOfBlock, key: string, atom: Atom, riders: Contributions): Atom {
  const values = [...atom.values];
  for (const family of of.table.families) {
    const history = atom.histories?.get(family.name);
    if (history?.formula !== of.table.formula) continue;
    const told = toldOfFamily(of, key, family, riders);
    if (!isStillThere(history, told.tells)) continue;
    const shown = shownValues(of.table.measures, standingOf(told, history));
    for (const at of family.measures) values[at] = shown[at] ?? null;
  }
  return { ...atom, values };
}

/** Whether all whom the last publication stands on have just the rides that it is of. */
const isStillThere = ({ riders }: CellHistory, now: TellsOfCell): boolean =>
  [...riders].every(([rider, { standing }]) => standing === null || isAlike(standing, now.get(rider)?.rides));
