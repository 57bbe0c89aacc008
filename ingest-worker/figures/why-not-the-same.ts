import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { boundsOf } from "@/lib/analytics/blocks";
import type { Cells } from "@/lib/analytics/cells-of";
import { computeAnew } from "@/lib/analytics/compute-anew";
import { type Atoms, isMadeBy } from "@/lib/analytics/compute-block";
import type { Definition } from "@/lib/analytics/definition";
import { type MeasuredCells, otherValues } from "@/lib/analytics/other-values";
import type { CellsOfBlock } from "@/lib/analytics/told-of-family";
import type { BlockRow } from "@/lib/db/figure-blocks";
import { FigureBlock } from "@/lib/domain/figures";
import { publishedCells } from "./block-documents";
import { computedOtherwise, shownOtherwise } from "./evidence-words";

interface Judged extends CellsOfBlock {
  readonly definition: Definition;
  readonly zone: string;
  /** What is kept of the block and of its published cells. */
  readonly row: BlockRow;
  readonly atoms: Atoms;
  /** As its rides have them now. */
  readonly cells: Cells;
  /** As reports read it; null where there is none. */
  readonly shown: unknown;
}

/**
 * Why what reports show of a block is not what was published of it, or not what the rides come to that it was published of; nothing
 * where it is. What waits, because of fewer than ten riders or until its time comes, changes nothing of the answer: what is shown is compared with what
 * is kept whether or not rides are others by now, and cells of other rides are not computed.
 */
export function whyNotTheSame(judged: Judged): string[] {
  const { row, definition } = judged;
  if (judged.shown === null) return [`Reports show nothing of it; revision ${row.revision} was published.`];
  const read = FigureBlock.safeParse(judged.shown);
  if (!read.success) return ["Reports cannot read what is stored of it."];
  const shown = read.data;
  if (shown.revision !== row.revision)
    return [`Reports show revision ${shown.revision} of it; ${row.revision} was published.`];
  if (isOfOtherFormula(judged, shown))
    return ["It is told by an earlier formula, and stays so until it is published anew."];
  const cellsOf = (atoms: Atoms): MeasuredCells => ({
    measures: namesOf(definition),
    cells: publishedCells(judged.table, definition, atoms),
  });
  const published = cellsOf(judged.atoms);
  const others = otherValues(shown, published);
  // What is shown otherwise is said alike whether or not it can be computed.
  const computed = otherValues(published, cellsOf(computeAnew(judged))).filter(
    ({ key, measure }) => !others.some((one) => one.measure === measure && isDeepStrictEqual(one.key, key)),
  );
  return [
    ...headOtherwise(judged, shown),
    ...shownOtherwise(definition, others),
    ...computedOtherwise(definition, computed),
  ];
}

const namesOf = ({ measures }: Definition): string[] => measures.map(({ name }) => name);

/** A closed block stays as a whole by the formula of then; of which measures its cells are, nothing but its document tells. */
const isOfOtherFormula = ({ table, definition, atoms }: Judged, { formula }: FigureBlock): boolean =>
  formula !== definition.formula ||
  [...atoms.values()].some((atom) => !isMadeBy(table, atom) && atom.values.some((value) => value !== null));

const Summary = z.tuple([
  FigureBlock.shape.riders,
  FigureBlock.shape.bikes,
  FigureBlock.shape.coverage,
  z.boolean(),
]);

function headOtherwise({ definition, block, zone, row }: Judged, shown: FigureBlock): string[] {
  const { from, to, measures, groupings, riders, bikes, coverage, closed } = shown;
  const { fromMs, toMs } = boundsOf(block, zone);
  const kept = Summary.safeParse(JSON.parse(row.summary));
  const isSaid = kept.success && isDeepStrictEqual([riders, bikes, coverage, closed], kept.data);
  const isPlaced = isDeepStrictEqual(
    [from, to, measures, groupings],
    [fromMs, toMs, namesOf(definition), definition.groupings.map(({ name }) => name)],
  );
  return [
    ...(isPlaced ? [] : ["Its time, measures or groupings are not those that were published."]),
    ...(isSaid
      ? []
      : ["Its numbers of riders, bikes or rides of the fleet are not those that were published."]),
  ];
}
