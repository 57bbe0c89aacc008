import { CellNodes, NONE } from "./cell-nodes";
import { grown } from "./grown";
import { LEAF_LEVEL, UNIT_LEVEL } from "./tiles";

/** Group of the tree that counts the bikes of every other group once more. */
export const ALL = 0;
/** Of bikes that nobody sees. */
export const NOBODY = -1;
/** In place of an x. */
export const NOWHERE = -1;

/** Words of a bike: the leaf that holds it, from 1, 0 for none; its neighbours there; its status and place inside. */
const WORDS = 4;
const LEAF = 0;
const NEXT = 1;
const PREVIOUS = 2;
const SPOT = 3;
const SPOT_BITS = UNIT_LEVEL - LEAF_LEVEL;
const SPOT_MASK = (1 << SPOT_BITS) - 1;
/** The place inside the leaf in units, x in the lower byte; the status is above it. */
const STATUS_SHIFT = 2 * SPOT_BITS;
const WHOLE_SPOT = (1 << STATUS_SHIFT) - 1;

/**
 * Which cells the bikes are in, and how many of each status every cell holds, per group and for all. A bike that crosses
 * into the next cell changes counts up to where both cells meet, and no further.
 */
export class CellForest {
  readonly nodes = new CellNodes();
  private words = new Int32Array(0);

  makeRoom(bikes: number): void {
    this.words = grown(this.words, WORDS * bikes, Int32Array);
  }

  /** Leaf that holds the bike, NONE where it is not on any map. */
  leafOf(bike: number): number {
    return (this.words[WORDS * bike + LEAF] ?? 0) - 1;
  }

  /** Place of the bike's status in `STATUSES`. */
  status(bike: number): number {
    return (this.words[WORDS * bike + SPOT] ?? 0) >> STATUS_SHIFT;
  }

  /** Group that a bike on the map belongs to; `NOBODY` for one that is not on it. */
  groupOf(bike: number): number {
    const leaf = this.leafOf(bike);
    return leaf === NONE ? NOBODY : this.nodes.group(leaf);
  }

  /** The neighbour behind a bike in its leaf. */
  next(bike: number): number {
    return this.words[WORDS * bike + NEXT] ?? NONE;
  }

  /** Where a bike is in its leaf, units. */
  spotX(bike: number): number {
    return (this.words[WORDS * bike + SPOT] ?? 0) & SPOT_MASK;
  }
  spotY(bike: number): number {
    return ((this.words[WORDS * bike + SPOT] ?? 0) >> SPOT_BITS) & SPOT_MASK;
  }

  /** Puts a bike where it is now, units; x is NOWHERE where nobody knows. */
  place(bike: number, group: number, x: number, y: number): void {
    const from = this.leafOf(bike);
    const to = group === NOBODY ? NONE : this.leafFor(from, group, x, y);
    const spot = x === NOWHERE ? 0 : (x & SPOT_MASK) | ((y & SPOT_MASK) << SPOT_BITS);
    const status = this.status(bike);
    this.shiftSums(from, bike, -1);
    this.words[WORDS * bike + SPOT] = (status << STATUS_SHIFT) | spot;
    if (from !== to) {
      this.unlink(bike, from);
      this.link(bike, to);
      this.shiftCounts(from, to, status);
      this.shiftCounts(this.nodes.twin(from), this.nodes.twin(to), status);
    }
    this.shiftSums(to, bike, 1);
  }

  /** The bike has another status, in every cell that holds it. */
  restate(bike: number, to: number): void {
    const from = this.status(bike);
    const spot = (this.words[WORDS * bike + SPOT] ?? 0) & WHOLE_SPOT;
    this.words[WORDS * bike + SPOT] = (to << STATUS_SHIFT) | spot;
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
    const leaf = x === NOWHERE ? nodes.nowhere(group) : nodes.leaf(group, tileX, tileY);
    if (nodes.twin(leaf) === NONE)
      nodes.setTwin(leaf, x === NOWHERE ? nodes.nowhere(ALL) : nodes.leaf(ALL, tileX, tileY));
    return leaf;
  }

  private shiftSums(leaf: number, bike: number, by: number): void {
    const { nodes } = this;
    if (leaf === NONE) return;
    const [x, y] = [by * this.spotX(bike), by * this.spotY(bike)];
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
    this.words[WORDS * bike + LEAF] = leaf + 1;
    if (leaf === NONE) return;
    const first = this.nodes.firstBike(leaf);
    this.words[WORDS * bike + NEXT] = first;
    this.words[WORDS * bike + PREVIOUS] = NONE;
    if (first !== NONE) this.words[WORDS * first + PREVIOUS] = bike;
    this.nodes.setFirstBike(leaf, bike);
  }

  private unlink(bike: number, leaf: number): void {
    if (leaf === NONE) return;
    const next = this.words[WORDS * bike + NEXT] ?? NONE;
    const previous = this.words[WORDS * bike + PREVIOUS] ?? NONE;
    if (previous === NONE) this.nodes.setFirstBike(leaf, next);
    else this.words[WORDS * previous + NEXT] = next;
    if (next !== NONE) this.words[WORDS * next + PREVIOUS] = previous;
  }
}
