import { ALL, type CellForest } from "./cell-forest";
import { NONE } from "./cell-nodes";
import { type Box, boxOfTile, isInside, LEAF_LEVEL } from "./tiles";

/** Calls `visit` for cells of a level that hold bikes of the group and touch the boxes, until it answers false. */
export function walkCells(
  { nodes }: CellForest,
  group: number,
  boxes: readonly Box[],
  level: number,
  visit: (node: number) => boolean,
): boolean {
  const open = [nodes.root(group)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const at = nodes.level(node);
    if (nodes.total(node) === 0 || !touches(boxOfTile(at, nodes.x(node), nodes.y(node)), boxes)) continue;
    if (at === level) {
      if (!visit(node)) return false;
    } else
      for (let quarter = 0; quarter < 4; quarter++) {
        const next = nodes.quarter(node, quarter);
        if (next !== NONE) open.push(next);
      }
  }
  return true;
}

/** Calls `visit` for the bikes of a leaf until it answers false. */
export function walkLeaf(forest: CellForest, leaf: number, visit: (bike: number) => boolean): boolean {
  for (let bike = forest.nodes.firstBike(leaf); bike !== NONE; bike = forest.next(bike))
    if (!visit(bike)) return false;
  return true;
}

/** Calls `visit` for every bike of the group inside the boxes, with its place. Bikes hang in their group's tree only. */
export function walkBikes(
  forest: CellForest,
  group: number,
  boxes: readonly Box[],
  visit: (bike: number, x: number, y: number) => void,
): void {
  if (group === ALL) throw new Error("the tree of all counts bikes and holds none");
  const { nodes } = forest;
  walkCells(forest, group, boxes, LEAF_LEVEL, (leaf) => {
    const cell = boxOfTile(LEAF_LEVEL, nodes.x(leaf), nodes.y(leaf));
    const isWhole = holds(boxes, cell);
    for (let bike = nodes.firstBike(leaf); bike !== NONE; bike = forest.next(bike)) {
      const [x, y] = [cell.x0 + forest.spotX(bike), cell.y0 + forest.spotY(bike)];
      if (isWhole || isInside(x, y, boxes)) visit(bike, x, y);
    }
    return true;
  });
}

/** Whether one of the boxes holds the cell as a whole. */
export const holds = (boxes: readonly Box[], cell: Box): boolean =>
  boxes.some((box) => box.x0 <= cell.x0 && cell.x1 <= box.x1 && box.y0 <= cell.y0 && cell.y1 <= box.y1);

const touches = (cell: Box, boxes: readonly Box[]): boolean =>
  boxes.some((box) => cell.x0 <= box.x1 && cell.x1 >= box.x0 && cell.y0 <= box.y1 && cell.y1 >= box.y0);
