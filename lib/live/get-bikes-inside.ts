import type { CellForest } from "./cell-forest";
import type { GridMemory } from "./grid-memory";
import type { BikesInside, BikesQuestion } from "./models";
import type { Scope } from "./scope";
import { maskOf } from "./status-mask";
import { type Bounds, boxesOf, boxOfTile, isWithin, LEAF_LEVEL, UNIT_LEVEL } from "./tiles";
import { holds, walkCells, walkLeaf } from "./walk";

/** Indices of the scope's bikes with these statuses inside bounds; none where there are more than the limit. */
export function getBikesInside(
  memory: GridMemory,
  scope: Scope,
  { bounds, statuses, limit }: BikesQuestion,
): BikesInside {
  const { forest, ids, values } = memory;
  const mask = maskOf(statuses);
  if (holdMore(forest, scope, bounds, mask, limit)) return { bikes: [], more: true };
  const boxes = boxesOf(bounds, LEAF_LEVEL);
  const bikes: number[] = [];
  for (const group of scope.groups) {
    const isWhole = scope.reach(group) === "whole";
    const visit = (bike: number): boolean => {
      if ((mask & (1 << forest.status(bike))) === 0) return true;
      if (!isWithin(bounds, values.latitude(bike), values.longitude(bike))) return true;
      if (!isWhole && !scope.covers(ids.id(bike))) return true;
      return bikes.push(bike) <= limit;
    };
    if (!walkCells(forest, group, boxes, LEAF_LEVEL, (leaf) => walkLeaf(forest, leaf, visit)))
      return { bikes: [], more: true };
  }
  return { bikes, more: false };
}

/** Whether cells that lie inside bounds as a whole hold more bikes already; their counts are at hand. */
function holdMore(forest: CellForest, scope: Scope, bounds: Bounds, mask: number, limit: number): boolean {
  const boxes = boxesOf(bounds, UNIT_LEVEL).map(({ x0, y0, x1, y1 }) => ({
    x0: x0 + 1,
    y0: y0 + 1,
    x1: x1 - 1,
    y1: y1 - 1,
  }));
  let count = 0;
  const visit = (leaf: number): boolean => {
    const cell = boxOfTile(LEAF_LEVEL, forest.nodes.x(leaf), forest.nodes.y(leaf));
    if (holds(boxes, cell)) count += forest.nodes.countOf(leaf, mask);
    return count <= limit;
  };
  return !scope.whole.every((tree) => walkCells(forest, tree, boxes, LEAF_LEVEL, visit));
}

/** Whether a bike that may be seen is one that is asked for. */
export function isInside(memory: GridMemory, bike: number, { bounds, statuses }: BikesQuestion): boolean {
  const { values } = memory;
  return (
    values.hasPosition(bike) &&
    isWithin(bounds, values.latitude(bike), values.longitude(bike)) &&
    statuses.includes(memory.status(bike))
  );
}
