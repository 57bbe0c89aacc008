import { CellNodes, NONE } from "./cell-nodes";
import { grown } from "./grown";
import { LEAF_LEVEL, UNIT_LEVEL } from "./tiles";

/** Group of the tree that counts the bikes of every other group once more. */
export const ALL = 0;
/** Of bikes that nobody sees. */
export const NOBODY = -1;
/** In place of an x. */
export const NOWHERE = -1;

/** Links of a bike: the leaf that holds it, and its neighbours there. */
const LINKS = 3;
const LEAF = 0;
const NEXT = 1;
const PREVIOUS = 2;
const SPOT_BITS = UNIT_LEVEL - LEAF_LEVEL;
const SPOT_MASK = (1 << SPOT_BITS) - 1;

/**
 * Which cells the bikes are in, and how many of each status every cell holds, per group and for all. A bike that crosses
 * into the next cell changes counts up to where both cells meet, and no further.
 */
export class CellForest {
  readonly nodes = new CellNodes();
  private links = new Int32Array(0);
  /** Place inside the leaf, units: x in the lower byte. */
  private spots = new Uint16Array(0);

  makeRoom(bikes: number): void {
    const before = this.links.length;
    this.links = grown(this.links, LINKS * bikes, Int32Array);
    this.links.fill(NONE, before);
    this.spots = grown(this.spots, bikes, Uint16Array);
  }

  /** Leaf that holds the bike, NONE where it is not on any map. */
  leafOf(bike: number): number {
    return this.links[LINKS * bike + LEAF] ?? NONE;
  }

  /** Group that a bike on the map belongs to; `NOBODY` for one that is not on it. */
  groupOf(bike: number): number {
    const leaf = this.leafOf(bike);
    return leaf === NONE ? NOBODY : this.nodes.group(leaf);
  }

  next(bike: number): number {
    return this.links[LINKS * bike + NEXT] ?? NONE;
  }

  /** Where a bike with a position is, units. */
  unitX(bike: number): number {
    return (this.nodes.x(this.leafOf(bike)) << SPOT_BITS) | ((this.spots[bike] ?? 0) & SPOT_MASK);
  }
  unitY(bike: number): number {
    return (this.nodes.y(this.leafOf(bike)) << SPOT_BITS) | ((this.spots[bike] ?? 0) >> SPOT_BITS);
  }

  /** Puts a bike of this status where it is now, units; x is NOWHERE where nobody knows. */
  place(bike: number, group: number, status: number, x: number, y: number): void {
    const from = this.leafOf(bike);
    const to = group === NOBODY ? NONE : this.leafFor(from, group, x, y);
    const spot = x === NOWHERE ? 0 : (x & SPOT_MASK) | ((y & SPOT_MASK) << SPOT_BITS);
    this.shiftSums(from, this.spots[bike] ?? 0, -1);
    this.spots[bike] = spot;
    if (from !== to) {
      this.unlink(bike, from);
      this.link(bike, to);
      this.shiftCounts(from, to, status);
      this.shiftCounts(this.nodes.twin(from), this.nodes.twin(to), status);
    }
    this.shiftSums(to, spot, 1);
  }

  /** The bike has another status, in every cell that holds it. */
  restate(bike: number, from: number, to: number): void {
    const leaf = this.leafOf(bike);
    for (const start of [leaf, this.nodes.twin(leaf)])
      for (let node = start; node !== NONE; node = this.nodes.parent(node))
        this.nodes.exchange(node, from, to);
  }

  private leafFor(from: number, group: number, x: number, y: number): number {
    const { nodes } = this;
    const [tileX, tileY] = [x >> SPOT_BITS, y >> SPOT_BITS];
    const stays = from !== NONE && nodes.group(from) === group && nodes.isLeafAt(from, tileX, tileY);
    if (stays && x !== NOWHERE) return from;
    const leafIn = (tree: number) => (x === NOWHERE ? nodes.nowhere(tree) : nodes.leaf(tree, tileX, tileY));
    const leaf = leafIn(group);
    if (nodes.twin(leaf) === NONE) nodes.setTwin(leaf, leafIn(ALL));
    return leaf;
  }

  private shiftSums(leaf: number, spot: number, by: number): void {
    const { nodes } = this;
    if (leaf === NONE) return;
    const [x, y] = [by * (spot & SPOT_MASK), by * (spot >> SPOT_BITS)];
    nodes.shiftSum(leaf, x, y);
    nodes.shiftSum(nodes.twin(leaf), x, y);
  }

  /** Takes one bike out of `from` and all above it and puts it into `to` and all above that. */
  private shiftCounts(from: number, to: number, status: number): void {
    const { nodes } = this;
    let less = from;
    let more = to;
    while (less !== more) {
      if (less !== NONE) {
        nodes.add(less, status, -1);
        less = nodes.parent(less);
      }
      if (more !== NONE) {
        nodes.add(more, status, 1);
        more = nodes.parent(more);
      }
    }
  }

  private link(bike: number, leaf: number): void {
    this.links[LINKS * bike + LEAF] = leaf;
    if (leaf === NONE) return;
    const first = this.nodes.firstBike(leaf);
    this.links[LINKS * bike + NEXT] = first;
    this.links[LINKS * bike + PREVIOUS] = NONE;
    if (first !== NONE) this.links[LINKS * first + PREVIOUS] = bike;
    this.nodes.setFirstBike(leaf, bike);
  }

  private unlink(bike: number, leaf: number): void {
    if (leaf === NONE) return;
    const next = this.links[LINKS * bike + NEXT] ?? NONE;
    const previous = this.links[LINKS * bike + PREVIOUS] ?? NONE;
    if (previous === NONE) this.nodes.setFirstBike(leaf, next);
    else this.links[LINKS * previous + NEXT] = next;
    if (next !== NONE) this.links[LINKS * next + PREVIOUS] = previous;
  }
}
