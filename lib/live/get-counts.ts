import { STATUSES } from "@/lib/domain/bike-status";
import type { GridMemory } from "./grid-memory";
import type { Counts } from "./models";
import type { Scope } from "./scope";
import { WHOLE_WORLD } from "./tiles";
import { walkBikes, walkLeaf } from "./walk";

/** How many bikes of each status the scope has. */
export function getCounts({ forest, ids }: GridMemory, scope: Scope): Counts {
  const { nodes } = forest;
  const placed = STATUSES.map(() => 0);
  const elsewhere = STATUSES.map(() => 0);
  const addNode = (counts: number[], node: number) => {
    for (const status of STATUSES.keys()) counts[status] = (counts[status] ?? 0) + nodes.count(node, status);
  };
  for (const group of scope.whole) {
    addNode(placed, nodes.root(group));
    addNode(elsewhere, nodes.nowhere(group));
  }
  const addBike = (counts: number[], bike: number) => {
    const status = forest.status(bike);
    if (scope.covers(ids.id(bike))) counts[status] = (counts[status] ?? 0) + 1;
    return true;
  };
  for (const group of scope.partly) {
    walkBikes(forest, group, [WHOLE_WORLD], (bike) => addBike(placed, bike));
    walkLeaf(forest, nodes.nowhere(group), (bike) => addBike(elsewhere, bike));
  }
  return { placed, known: placed.map((bikes, status) => bikes + (elsewhere[status] ?? 0)) };
}
