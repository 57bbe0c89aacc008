import { type FigureCell, LEAST_RIDERS } from "@/lib/domain/figures";
import { type CellHistory, NO_HISTORY } from "./cell-history";
import { type Cells, type Contributions, keyOf, keyText } from "./cells-of";
import { hour } from "./groupings";
import { type Difference, judgePublication } from "./judge-publication";
import { mergedKey, type Parted, partCells, partQuarter } from "./part-cells";
import { mostPersons } from "./persons-with";
import { shownValues } from "./shown-values";
import type { Table } from "./tables";
import { type CellsOfBlock, standingOf, toldOfFamily } from "./told-of-family";

/** A cell as it was published, with what was ever published of it, by family of measures; null for one that stays for good. */
export interface Atom {
  readonly revision: number;
  readonly values: FigureCell["values"];
  readonly histories: ReadonlyMap<string, CellHistory> | null;
}
/** Whether its values are in the order of the table's measures: of cells that another formula made nothing tells in which they are. */
export const isMadeBy = ({ formula }: Table, { histories }: Atom): boolean =>
  [...(histories?.values() ?? [])].some((history) => history.formula === formula);
/** Of a block, by key. */
export type Atoms = ReadonlyMap<string, Atom>;

export interface BlockTask extends CellsOfBlock {
  /** A day's cells, or what shorter blocks leave to this one. */
  readonly cells: Cells;
  readonly atoms: Atoms;
  /** Of the longer blocks that it lies in. */
  readonly above: readonly Atoms[];
  /** Whether it ended so long ago that what is published of it is what it came to. */
  readonly isClosed: boolean;
  /** Whether it was published since it is closed; not if left out. */
  readonly wasClosed?: boolean;
  /** From how many persons on a cell of a running day is published; a hundred if left out. */
  readonly earlyRiders?: number;
}

/** A cell that is published, as it was and as it is, and how the riders of each family that changed differ. */
export interface PublishedCell {
  readonly before: Atom | null;
  readonly after: Atom;
  readonly differences: readonly Difference[];
}

/** Of each cell of a block what becomes of it. */
export interface ComputedBlock {
  readonly published: ReadonlyMap<string, PublishedCell>;
  /** Whether it stays as it was published: by the formula of then, and with nothing new in it. */
  readonly isKept: boolean;
  /** What is published for itself, and what is left to the longer block. */
  readonly own: Cells;
  readonly rest: Cells;
}

/**
 * Computes a block: what of it is published for itself, and which cells differ from what was published by enough riders. One
 * that is closed is kept as a whole where a cell of it cannot be published by the formula of now.
 */
export function computeBlock(task: BlockTask): ComputedBlock {
  const { atoms } = task;
  const { own, rest } = partedCells(task, true);
  const published = new Map<string, PublishedCell>();
  let isOld = false;
  for (const key of new Set([...atoms.keys(), ...own.keys()])) {
    const before = atoms.get(key) ?? null;
    const isOfNoHistory = before !== null && before.histories === null;
    isOld ||= isOfNoHistory;
    if (isOfNoHistory) continue;
    const cell = computedCell(task, key, before, own.get(key) ?? NOBODY);
    isOld ||= cell.isHidden;
    if (cell.published) published.set(key, cell.published);
  }
  if (isOld && task.wasClosed === true)
    return { published: new Map(), isKept: true, ...partedCells(task, false) };
  return { published, isKept: false, own, rest };
}

const NOBODY: Contributions = new Map();

function computedCell(
  task: BlockTask,
  key: string,
  before: Atom | null,
  riders: Contributions,
): { readonly isHidden: boolean; readonly published: PublishedCell | null } {
  const { table } = task;
  const histories = new Map(before?.histories);
  const isOfThisFormula = before !== null && isMadeBy(table, before);
  // Another formula may have had other measures, or in another order.
  const values = isOfThisFormula ? [...before.values] : table.measures.map(() => null);
  const wasShown = before?.values.some((value) => value !== null) === true;
  const differences: Difference[] = [];
  let isHidden = false;
  for (const family of table.families) {
    const told = toldOfFamily(task, key, family, riders);
    const history = histories.get(family.name) ?? NO_HISTORY;
    const { verdict, history: after, difference } = judgePublication(history, table.formula, told.tells);
    const isShown = isOfThisFormula ? family.measures.some((at) => (values[at] ?? null) !== null) : wasShown;
    isHidden ||= verdict === "hidden" && isShown;
    if (verdict === "same" || verdict === "waits" || (verdict === "hidden" && !isShown)) continue;
    const shown = verdict === "hidden" ? null : shownValues(table.measures, standingOf(told, after));
    for (const at of family.measures) values[at] = shown?.[at] ?? null;
    histories.set(family.name, after);
    differences.push(difference);
  }
  if (differences.length === 0) return { isHidden, published: null };
  const revision = (before?.revision ?? 0) + 1;
  return { isHidden, published: { before, after: { revision, values, histories }, differences } };
}

/**
 * What is published early stays for good without those, fewer than ten, who come after the last publication, and without what
 * others add after it. So of a running day only large cells are, and of these only such as are over with their hour.
 */
const EARLY_RIDERS = 100;

function leastToBegin({ table, block, isClosed, earlyRiders = EARLY_RIDERS }: BlockTask): number {
  if (isClosed) return LEAST_RIDERS;
  const isByHour = table.groupings.some((grouping) => grouping === hour);
  return block.grain === "day" && isByHour ? Math.max(LEAST_RIDERS, earlyRiders) : Number.POSITIVE_INFINITY;
}

/** @param mayBegin whether cells that never were may be published. */
function partedCells(task: BlockTask, mayBegin: boolean): Parted {
  const { table, block, cells, atoms, above } = task;
  const standing = {
    isPublished: (key: string) => atoms.has(key),
    mayBePublished: (key: string, riders: Contributions) => {
      if (!mayBegin || mostPersons(table.families, riders) < leastToBegin(task)) return false;
      const merged = keyText(mergedKey(keyOf(key)));
      const isInOwnRest = key !== merged && atoms.has(merged);
      return !isInOwnRest && !above.some((longer) => longer.has(key) || longer.has(merged));
    },
  };
  return block.grain === "quarter" ? partQuarter(cells, standing) : partCells(cells, standing);
}
