import type { GridMemory } from "./grid-memory";
import type { BikesInside, BikesQuestion } from "./models";
import type { Scope } from "./scope";
import { maskOf } from "./status-mask";
import { boxesOf, isWithin, LEAF_LEVEL } from "./tiles";
import { walkCells, walkLeaf } from "./walk";

/** Indices of the scope's bikes with these statuses inside bounds, up to a limit. */
export function getBikesInside(
  { forest, ids, values }: GridMemory,
  scope: Scope,
  { bounds, statuses, limit }: BikesQuestion,
): BikesInside {
  const mask = maskOf(statuses);
  const boxes = boxesOf(bounds, LEAF_LEVEL);
  const bikes: number[] = [];
  let more = false;
  for (const group of scope.groups) {
    const isWhole = scope.reach(group) === "whole";
    const visit = (bike: number): boolean => {
      if ((mask & (1 << forest.status(bike))) === 0) return true;
      if (!isWithin(bounds, values.latitude(bike), values.longitude(bike))) return true;
      if (!isWhole && !scope.covers(ids.id(bike))) return true;
      more = bikes.length >= limit;
      if (!more) bikes.push(bike);
      return !more;
    };
    if (!walkCells(forest, group, boxes, LEAF_LEVEL, (leaf) => walkLeaf(forest, leaf, visit))) break;
  }
  return { bikes, more };
}

/** Whether a bike that may be seen is one that is asked for. */
export function isInside(memory: GridMemory, bike: number, { bounds, statuses }: BikesQuestion): boolean {
  const { values } = memory;
  return (
    statuses.includes(memory.status(bike)) &&
    values.hasPosition(bike) &&
    isWithin(bounds, values.latitude(bike), values.longitude(bike))
  );
}
