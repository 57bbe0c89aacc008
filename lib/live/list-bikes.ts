import type { Status } from "@/lib/domain/bike-status";
import { compareTexts } from "@/lib/domain/value-order";
import type { GridMemory } from "./grid-memory";
import type { BikesInside } from "./models";
import type { Scope } from "./scope";
import { maskOf } from "./status-mask";
import { LEAF_LEVEL, WHOLE_WORLD } from "./tiles";
import { walkCells, walkLeaf } from "./walk";

/** Nobody reads further; what is looked for is found by choosing a fleet or a status. */
const LIST_LIMIT = 20_000;

/** Indices of the scope's bikes with these statuses, ordered by id, wherever they are. */
export function listBikes(
  { forest, ids }: GridMemory,
  scope: Scope,
  statuses: readonly Status[],
): BikesInside {
  const mask = maskOf(statuses);
  const bikes: number[] = [];
  let more = false;
  for (const group of scope.groups) {
    const isWhole = scope.reach(group) === "whole";
    const visit = (bike: number): boolean => {
      if ((mask & (1 << forest.status(bike))) === 0) return true;
      if (!isWhole && !scope.covers(ids.id(bike))) return true;
      more ||= bikes.length === LIST_LIMIT;
      if (!more) bikes.push(bike);
      return !more;
    };
    const visitLeaf = (leaf: number) => walkLeaf(forest, leaf, visit);
    const placed = walkCells(forest, group, [WHOLE_WORLD], LEAF_LEVEL, visitLeaf);
    if (!placed || !visitLeaf(forest.nodes.nowhere(group))) break;
  }
  return { bikes: bikes.sort((a, b) => compareTexts(ids.id(a), ids.id(b))), more };
}
