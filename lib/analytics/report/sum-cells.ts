import type { FigureBlock, FigureCell } from "@/lib/domain/figures";

/** A measure's sum, its histogram, or null where nothing was measured. */
export type Value = FigureCell["values"][number];

/** The cells of one group added up. */
export interface Sum {
  /** One for each grouping that was chosen; null for what was published together with others. */
  readonly key: readonly (string | null)[];
  /** In the order of the measures. */
  readonly values: readonly Value[];
}

/** Two values of one measure. Where only one was measured it is the sum. */
function addValues(one: Value, other: Value): Value {
  if (one === null) return other;
  if (other === null) return one;
  if (Array.isArray(one) && Array.isArray(other)) {
    const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
    return longer.map((count, bin) => count + (shorter[bin] ?? 0));
  }
  return typeof one === "number" && typeof other === "number" ? one + other : one;
}

/**
 * The cells of these blocks by the groupings that were chosen, each group's added up. Cells are disjoint, of whatever block
 * they are, so that every ride is in one sum.
 * @param measures names, in the order in which sums have them; a block that has another one has nothing of it.
 */
export function sumCells(
  blocks: readonly FigureBlock[],
  groupings: readonly string[],
  measures: readonly string[],
): Sum[] {
  const sums = new Map<string, { key: (string | null)[]; values: Value[] }>();
  for (const block of blocks) {
    const at = groupings.map((grouping) => block.groupings.indexOf(grouping));
    const from = measures.map((measure) => block.measures.indexOf(measure));
    for (const cell of block.cells) {
      const key = at.map((place) => cell.key[place] ?? null);
      const values = from.map((place) => cell.values[place] ?? null);
      const name = JSON.stringify(key);
      const known = sums.get(name);
      if (known) known.values = known.values.map((value, each) => addValues(value, values[each] ?? null));
      else sums.set(name, { key, values });
    }
  }
  return [...sums.values()];
}
