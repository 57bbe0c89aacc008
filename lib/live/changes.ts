import type { CellNodes } from "./cell-nodes";
import { grown } from "./grown";
import { LEAF_LEVEL } from "./tiles";

/** Cells of one level whose counts changed, the group of each beside it; one cell may be there for several groups. */
export interface CellChanges {
  readonly count: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly groups: Int32Array;
}

/** What changed since the last call. All of it is memory that the next call writes over. */
export interface GridChanges {
  /** Indices of bikes of which something that is shown changed: position, heading, speed, status, charge or fleet. */
  readonly bikes: Int32Array;
  /** By level, 0 to the leaf level. */
  readonly cells: readonly CellChanges[];
}

class ChangedCells implements CellChanges {
  count = 0;
  x = new Uint16Array(0);
  y = new Uint16Array(0);
  groups = new Int32Array(0);
  nodes = new Int32Array(0);

  add(nodes: CellNodes, node: number): void {
    const at = this.count++;
    this.x = grown(this.x, this.count, Uint16Array);
    this.y = grown(this.y, this.count, Uint16Array);
    this.groups = grown(this.groups, this.count, Int32Array);
    this.nodes = grown(this.nodes, this.count, Int32Array);
    this.x[at] = nodes.x(node);
    this.y[at] = nodes.y(node);
    this.groups[at] = nodes.group(node);
    this.nodes[at] = node;
  }
}

/** Sorts changed nodes by level, and gives back those that became empty. */
export class CellChangeSheet {
  readonly levels = Array.from({ length: LEAF_LEVEL + 1 }, () => new ChangedCells());

  take(nodes: CellNodes): readonly CellChanges[] {
    for (const level of this.levels) level.count = 0;
    for (const node of nodes.changed.take()) this.levels[nodes.level(node)]?.add(nodes, node);
    for (const level of this.levels.toReversed())
      for (const node of level.nodes.subarray(0, level.count)) if (nodes.total(node) === 0) nodes.free(node);
    return this.levels;
  }
}
