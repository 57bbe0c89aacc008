import { LEAST_RIDERS } from "@/lib/domain/figures";
import {
  type Cells,
  type Contributions,
  type Key,
  keyOf,
  keyText,
  mergeCells,
  personsIn,
  underOneKey,
} from "./cells-of";

/** Of a block: which of its cells were published once, and whether more of them may be. */
export interface Standing {
  readonly isPublished: (key: string) => boolean;
  /** Its time has come, and nothing was published that would contain the cell. */
  readonly mayBePublished: (key: string) => boolean;
}

/** Cells that are published for themselves, and what is left to the longer block. */
export interface Parted {
  readonly own: Cells;
  readonly rest: Cells;
}

/**
 * What of a block's cells is published for itself: what was once, however many riders it has now, and what has enough persons
 * where nothing that would contain it was published. All else is in the rest: each contribution is in one of both.
 */
export function partCells(cells: Cells, { isPublished, mayBePublished }: Standing): Parted {
  const own = new Map<string, Contributions>();
  const rest = new Map<string, Contributions>();
  for (const [key, riders] of cells) {
    const isOwn = isPublished(key) || (personsIn(riders.values()) >= LEAST_RIDERS && mayBePublished(key));
    (isOwn ? own : rest).set(key, riders);
  }
  return { own, rest };
}

/** The key of what is left of all keys. */
export const mergedKey = (key: Key): Key => key.map(() => null);

/** A quarter's cells: those of single keys, and what is left of all others as one; without the latter where it has too few riders. */
export function partQuarter(cells: Cells, standing: Standing): Parted {
  const { own, rest } = partCells(cells, standing);
  const [anyKey] = cells.keys();
  if (anyKey === undefined) return { own, rest };
  const merged = partCells(underOneKey(rest, keyText(mergedKey(keyOf(anyKey)))), standing);
  return { own: mergeCells([own, merged.own]), rest: merged.own.size > 0 ? new Map() : rest };
}
