import { STATUSES } from "@/lib/domain/bike-status";
import { grown } from "./grown";
import { MarkedList } from "./marked-list";
import { LEAF_LEVEL } from "./tiles";

export const NONE = -1;
/** Level of the node beside a root for bikes whose position nobody knows. */
const NOWHERE_LEVEL = LEAF_LEVEL + 1;

/** Links of a node: its parent, its twin in the tree of all, and four more. */
const LINKS = 6;
const PARENT = 0;
const TWIN = 1;
/** Of an inner node its quarters: north-west, north-east, south-west, south-east. */
const QUARTER = 2;
/** Of a leaf its first bike, and what its bikes' places inside it add up to, in units. */
const FIRST_BIKE = 2;
const SUM_X = 3;
const SUM_Y = 4;
/** Counts of a node: one per status, then all. */
const COUNTS = STATUSES.length + 1;
const TOTAL = STATUSES.length;
const ALL_STATUSES = (1 << STATUSES.length) - 1;
const COORDINATE_BITS = 13;
const COORDINATE_MASK = (1 << COORDINATE_BITS) - 1;

const codeOf = (level: number, x: number, y: number): number =>
  (((level << COORDINATE_BITS) | x) << COORDINATE_BITS) | y;

/**
 * Nodes of quadtrees over the map in typed memory, one tree per group of bikes: who may be seen together is counted
 * together. A node is a number; it knows its tile, its group and its counts.
 */
export class CellNodes {
  private links = new Int32Array(0);
  private counts = new Int32Array(0);
  private codes = new Int32Array(0);
  private groups = new Int32Array(0);
  private readonly roots: number[] = [];
  private readonly nowheres: number[] = [];
  private used = 0;
  private firstFree = NONE;
  /** Nodes whose counts changed. */
  readonly changed = new MarkedList();

  /** Root of a group's tree, level 0. */
  root(group: number): number {
    this.roots[group] ??= this.make(NONE, codeOf(0, 0, 0), group);
    return this.roots[group];
  }

  nowhere(group: number): number {
    this.nowheres[group] ??= this.make(NONE, codeOf(NOWHERE_LEVEL, 0, 0), group);
    return this.nowheres[group];
  }

  /** The leaf of a tile of the leaf level, made with all above it where it is missing. */
  leaf(group: number, x: number, y: number): number {
    let node = this.root(group);
    for (let level = 1; level <= LEAF_LEVEL; level++) {
      const shift = LEAF_LEVEL - level;
      const [tileX, tileY] = [x >> shift, y >> shift];
      const quarter = (tileX & 1) | ((tileY & 1) << 1);
      const next = this.quarter(node, quarter);
      node = next === NONE ? this.grow(node, quarter, codeOf(level, tileX, tileY), group) : next;
    }
    return node;
  }

  isLeafAt(node: number, x: number, y: number): boolean {
    return this.codes[node] === codeOf(LEAF_LEVEL, x, y);
  }
  level(node: number): number {
    return (this.codes[node] ?? 0) >> (2 * COORDINATE_BITS);
  }
  x(node: number): number {
    return ((this.codes[node] ?? 0) >> COORDINATE_BITS) & COORDINATE_MASK;
  }
  y(node: number): number {
    return (this.codes[node] ?? 0) & COORDINATE_MASK;
  }
  group(node: number): number {
    return this.groups[node] ?? 0;
  }
  quarter(node: number, quarter: number): number {
    return this.links[LINKS * node + QUARTER + quarter] ?? NONE;
  }
  parent(node: number): number {
    return this.links[LINKS * node + PARENT] ?? NONE;
  }
  twin(node: number): number {
    return node === NONE ? NONE : (this.links[LINKS * node + TWIN] ?? NONE);
  }
  setTwin(node: number, twin: number): void {
    this.links[LINKS * node + TWIN] = twin;
  }
  firstBike(leaf: number): number {
    return this.links[LINKS * leaf + FIRST_BIKE] ?? NONE;
  }
  setFirstBike(leaf: number, bike: number): void {
    this.links[LINKS * leaf + FIRST_BIKE] = bike;
  }

  /** Adds to what the places of a leaf's bikes inside it add up to, units. */
  shiftSum(leaf: number, x: number, y: number): void {
    const at = LINKS * leaf;
    this.links[at + SUM_X] = (this.links[at + SUM_X] ?? 0) + x;
    this.links[at + SUM_Y] = (this.links[at + SUM_Y] ?? 0) + y;
  }
  sumX(leaf: number): number {
    return this.links[LINKS * leaf + SUM_X] ?? 0;
  }
  sumY(leaf: number): number {
    return this.links[LINKS * leaf + SUM_Y] ?? 0;
  }

  count(node: number, status: number): number {
    return this.counts[COUNTS * node + status] ?? 0;
  }
  total(node: number): number {
    return this.counts[COUNTS * node + TOTAL] ?? 0;
  }

  /** Bikes of the statuses of a mask, bits in the order of `STATUSES`. */
  countOf(node: number, mask: number): number {
    if (mask === ALL_STATUSES) return this.total(node);
    let bikes = 0;
    for (let status = 0; status < STATUSES.length; status++)
      if (mask & (1 << status)) bikes += this.count(node, status);
    return bikes;
  }

  /** One bike more or less of a status in this node. */
  add(node: number, status: number, by: number): void {
    const at = COUNTS * node;
    this.counts[at + status] = (this.counts[at + status] ?? 0) + by;
    this.counts[at + TOTAL] = (this.counts[at + TOTAL] ?? 0) + by;
    this.changed.add(node);
  }

  /** One bike has another status, in this node. */
  exchange(node: number, from: number, to: number): void {
    const at = COUNTS * node;
    this.counts[at + from] = (this.counts[at + from] ?? 0) - 1;
    this.counts[at + to] = (this.counts[at + to] ?? 0) + 1;
    this.changed.add(node);
  }

  /** Gives back a node without bikes whose quarters were given back before. Roots stay. */
  free(node: number): void {
    const parent = this.parent(node);
    if (parent === NONE) return;
    const quarter = (this.x(node) & 1) | ((this.y(node) & 1) << 1);
    this.links[LINKS * parent + QUARTER + quarter] = NONE;
    this.links[LINKS * node + PARENT] = this.firstFree;
    this.firstFree = node;
  }

  private grow(parent: number, quarter: number, code: number, group: number): number {
    const node = this.make(parent, code, group);
    this.links[LINKS * parent + QUARTER + quarter] = node;
    return node;
  }

  private make(parent: number, code: number, group: number): number {
    let node = this.firstFree;
    if (node !== NONE) this.firstFree = this.parent(node);
    else {
      node = this.used++;
      this.links = grown(this.links, LINKS * this.used, Int32Array);
      this.counts = grown(this.counts, COUNTS * this.used, Int32Array);
      this.codes = grown(this.codes, this.used, Int32Array);
      this.groups = grown(this.groups, this.used, Int32Array);
    }
    this.links.fill(NONE, LINKS * node, LINKS * (node + 1));
    this.links[LINKS * node + PARENT] = parent;
    this.codes[node] = code;
    this.groups[node] = group;
    if (this.level(node) >= LEAF_LEVEL) this.links.fill(0, LINKS * node + SUM_X, LINKS * node + SUM_Y + 1);
    return node;
  }
}
