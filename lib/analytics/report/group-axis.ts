import { type Definition, UNKNOWN } from "../definition";
import type { Axis } from "./rows";
import type { Sum } from "./sum-cells";

/** What keys without words of their own are called, by key: names of models. */
export type GroupNames = ReadonlyMap<string, string>;

/** Groups whose number of riders was too small for each alone. */
const TOGETHER = "several together";

/**
 * The keys of a grouping that occur: in the definition's order, where it has one; else the largest first.
 * @param at place of the grouping in the sums' keys. @param size of a sum.
 */
export function groupAxis(
  definition: Definition,
  name: string,
  at: number,
  sums: readonly Sum[],
  size: (sum: Sum) => number,
  names: GroupNames,
): Axis {
  const grouping = definition.groupings.find((each) => each.name === name);
  const sizes = new Map<string | null, number>();
  for (const sum of sums) {
    const key = sum.key[at] ?? null;
    sizes.set(key, (sizes.get(key) ?? 0) + size(sum));
  }
  const order = grouping?.keys?.map(({ key }) => key) ?? null;
  const words = new Map(grouping?.keys?.map(({ key, label }) => [key, label]));
  const labelOf = (key: string | null): string => {
    if (key === null) return TOGETHER;
    const known = words.get(key) ?? names.get(key);
    return known ?? (key === UNKNOWN ? "not known" : (grouping?.words?.(key) ?? key));
  };
  const rank = (key: string | null): number => {
    if (key === null) return Number.POSITIVE_INFINITY;
    if (key === UNKNOWN) return Number.MAX_VALUE;
    return order === null ? -(sizes.get(key) ?? 0) : order.indexOf(key);
  };
  const keys = [...sizes.keys()].toSorted(
    (a, b) => compare(rank(a), rank(b)) || compare(labelOf(a), labelOf(b)),
  );
  return {
    ...{ name, label: grouping?.label ?? name, kind: "group" },
    keys: keys.map((key) => ({ key, label: labelOf(key), isUnfinished: false })),
  };
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
