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
 * The clusters of a view whose counts may have changed, those that are empty now with count 0.
 * @returns null where only asking for all clusters tells: below the leaf level, and where the scope reaches single bikes
 *   of a group, so that nobody learns where their neighbours ride.
 */
export function getChangedClusters(
  memory: GridMemory,
  scope: Scope,
  changes: GridChanges,
  { bounds, level: wanted, statuses }: CellQuestion,
): Clusters | null {
  const level = levelFor(bounds, wanted);
  if (level > LEAF_LEVEL || scope.partly.length > 0) return null;
  const sheet = new ClusterSheet(level, maskOf(statuses));
  const boxes = boxesOf(bounds, level);
  const seen = new Set<number>();
  const cells = changes.cells[level];
  for (let at = 0; at < (cells?.count ?? 0); at++) {
    const [x, y] = [cells?.x[at] ?? 0, cells?.y[at] ?? 0];
    const box = boxOfTile(level, x, y);
    if (!scope.hasWhole(cells?.groups[at] ?? ALL) || !isInside(box.x0, box.y0, boxes)) continue;
    const key = x * 2 ** level + y;
    if (seen.has(key)) continue;
    seen.add(key);
    sheet.row(x, y);
    addTo(sheet, memory, scope, [box], level);
  }
  return { level, clusters: sheet.clusters() };
}
