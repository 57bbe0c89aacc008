import type { FigureCell } from "@/lib/domain/figures";
import type { Block } from "./blocks";
import { type Cells, type Contributions, keyOf, keyText } from "./cells-of";
import { exposureOf } from "./exposure";
import { judgePublication } from "./judge-publication";
import type { Exposure } from "./least-riders";
import { mergedKey, type Parted, partCells, partQuarter } from "./part-cells";
import { shownValues } from "./shown-values";
import type { Table } from "./tables";

/** A cell as it was published, with what all its publications stand on, the last one last. */
export interface Atom {
  readonly revision: number;
  readonly values: FigureCell["values"];
  readonly exposures: readonly Exposure[];
}
/** Of a block, by key. */
export type Atoms = ReadonlyMap<string, Atom>;

export interface BlockTask {
  readonly table: Table;
  readonly block: Block;
  /** A day's cells, or what shorter blocks leave to this one. */
  readonly cells: Cells;
  readonly atoms: Atoms;
  /** Of the longer blocks that it lies in. */
  readonly above: readonly Atoms[];
  /** Whether cells may be published for the first time: the block is closed, or a day. */
  readonly isOpenToNew: boolean;
}

/** Of each cell of a block what becomes of it. */
export interface ComputedBlock {
  readonly published: ReadonlyMap<string, { readonly before: Atom | null; readonly after: Atom }>;
  /** Cells whose changes too few riders have. */
  readonly waiting: readonly string[];
  /** What is published for itself, and what is left to the longer block. */
  readonly own: Cells;
  readonly rest: Cells;
}

/** Computes a block: what of it is published for itself, and which cells differ from what was published by enough riders. */
export function computeBlock(task: BlockTask): ComputedBlock {
  const { table, block, atoms } = task;
  const { own, rest } = partedCells(task);
  const published = new Map<string, { before: Atom | null; after: Atom }>();
  const waiting: string[] = [];
  for (const key of new Set([...atoms.keys(), ...own.keys()])) {
    const before = atoms.get(key) ?? null;
    const riders: Contributions = own.get(key) ?? new Map();
    const now = exposureOf([table.name, block.block, key].join(" "), table.formula, riders);
    const earlier = before?.exposures ?? [];
    const verdict = judgePublication(earlier, now);
    if (verdict === "waits") waiting.push(key);
    if (verdict !== "publish") continue;
    const after: Atom = {
      revision: (before?.revision ?? 0) + 1,
      values: shownValues(table.measures, riders),
      exposures: [...earlier, now],
    };
    published.set(key, { before, after });
  }
  return { published, waiting, own, rest };
}

function partedCells({ block, cells, atoms, above, isOpenToNew }: BlockTask): Parted {
  const standing = {
    isPublished: (key: string) => atoms.has(key),
    mayBePublished: (key: string) => {
      const merged = keyText(mergedKey(keyOf(key)));
      const isInOwnRest = key !== merged && atoms.has(merged);
      return isOpenToNew && !isInOwnRest && !above.some((longer) => longer.has(key) || longer.has(merged));
    },
  };
  return block.grain === "quarter" ? partQuarter(cells, standing) : partCells(cells, standing);
}
