import { ClusterSheet } from "./cluster-sheet";
import type { GridMemory } from "./grid-memory";
import type { CellQuestion, Cluster, Clusters } from "./models";
import type { Scope } from "./scope";
import { maskOf } from "./status-mask";
import { type Box, boxesOf, LEAF_LEVEL, tilesIn, UNIT_LEVEL } from "./tiles";
import { walkBikes, walkCells } from "./walk";

/** More than a wall of screens shows; coarser tiles hold the same bikes. */
const MAX_TILES = 4_096;

/**
 * The scope's bikes in every tile of a level that the bounds touch. Above the leaf level cells have their counts; below
 * it, and where a scope reaches single bikes only, bikes are added up.
 */
export function getClusters(
  memory: GridMemory,
  scope: Scope,
  { bounds, level: wanted, statuses }: CellQuestion,
): Clusters {
  const level = levelFor(bounds, wanted);
  return { level, clusters: clustersIn(memory, scope, boxesOf(bounds, level), level, maskOf(statuses)) };
}

/** The level, or the finest above it at which the bounds touch no more than `MAX_TILES`. */
export function levelFor(bounds: CellQuestion["bounds"], wanted: number): number {
  let level = Math.max(0, Math.min(UNIT_LEVEL, Math.floor(wanted)));
  while (level > 0 && tilesIn(boxesOf(bounds, level), level) > MAX_TILES) level--;
  return level;
}

/** Clusters of whole tiles; none for tiles without bikes of the statuses. */
function clustersIn(
  memory: GridMemory,
  scope: Scope,
  boxes: readonly Box[],
  level: number,
  mask: number,
): Cluster[] {
  const sheet = new ClusterSheet(level, mask);
  addTo(sheet, memory, scope, boxes, level);
  return sheet.clusters().filter(({ count }) => count > 0);
}

/** Adds the scope's bikes in the boxes, which are whole tiles of the level. */
export function addTo(
  sheet: ClusterSheet,
  { forest, ids }: GridMemory,
  scope: Scope,
  boxes: readonly Box[],
  level: number,
): void {
  if (level <= LEAF_LEVEL) {
    for (const group of scope.whole)
      walkCells(forest, group, boxes, level, (cell) => {
        sheet.addCell(forest.nodes, cell);
        return true;
      });
  }
  for (const group of level <= LEAF_LEVEL ? scope.partly : scope.groups) {
    const whole = scope.reach(group) === "whole";
    walkBikes(forest, group, boxes, (bike, x, y) => {
      if (whole || scope.covers(ids.id(bike))) sheet.addBike(forest.status(bike), x, y);
    });
  }
}
