import { ALL } from "./cell-forest";
import type { GridChanges } from "./changes";
import { ClusterSheet } from "./cluster-sheet";
import { addTo, levelFor } from "./get-clusters";
import type { GridMemory } from "./grid-memory";
import type { CellQuestion, Clusters } from "./models";
import type { Scope } from "./scope";
import { maskOf } from "./status-mask";
import { boxesOf, boxOfTile, isInside, LEAF_LEVEL } from "./tiles";

/**
 * The clusters of a view whose counts may have changed, those that are empty now with count 0. Where a scope reaches
 * single bikes only, cells of their neighbours are told of as well, with nothing new in them.
 * @returns null below the leaf level, where only asking for all clusters tells.
 */
export function getChangedClusters(
  memory: GridMemory,
  scope: Scope,
  changes: GridChanges,
  { bounds, level: wanted, statuses }: CellQuestion,
): Clusters | null {
  const level = levelFor(bounds, wanted);
  if (level > LEAF_LEVEL) return null;
  const sheet = new ClusterSheet(level, maskOf(statuses));
  const boxes = boxesOf(bounds, level);
  const seen = new Set<number>();
  const cells = changes.cells[level];
  for (let at = 0; at < (cells?.count ?? 0); at++) {
    const [x, y] = [cells?.x[at] ?? 0, cells?.y[at] ?? 0];
    const box = boxOfTile(level, x, y);
    if (!concerns(scope, cells?.groups[at] ?? ALL) || !isInside(box.x0, box.y0, boxes)) continue;
    const key = x * 2 ** level + y;
    if (seen.has(key)) continue;
    seen.add(key);
    sheet.row(x, y);
    addTo(sheet, memory, scope, [box], level);
  }
  return { level, clusters: sheet.clusters() };
}

const concerns = (scope: Scope, group: number): boolean =>
  scope.whole.includes(ALL) ? group === ALL : group !== ALL && scope.reach(group) !== "none";
