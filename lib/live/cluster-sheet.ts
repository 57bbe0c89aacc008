import { STATUSES } from "@/lib/domain/bike-status";
import { type CellNodes, NONE } from "./cell-nodes";
import type { Cluster } from "./models";
import { LEAF_LEVEL, latitudeOf, longitudeOf, UNIT_LEVEL } from "./tiles";

/** The middle of a cell is weighed from cells so many levels further down. */
const FINER = 3;

interface Row {
  readonly x: number;
  readonly y: number;
  readonly counts: number[];
  count: number;
  /** What the places of its bikes add up to, units. */
  sumX: number;
  sumY: number;
}

/** Adds up the bikes of several groups by tile of one level, those of the wanted statuses only. */
export class ClusterSheet {
  private readonly rows = new Map<number, Row>();
  /** Neighbours are mostly told of one after the other. */
  private latest: Row | null = null;

  constructor(
    private readonly level: number,
    /** Bits in the order of `STATUSES`. */
    private readonly wanted: number,
  ) {}

  /** Adds a cell of this level. */
  addCell(nodes: CellNodes, node: number): void {
    const row = this.row(nodes.x(node), nodes.y(node));
    for (let status = 0; status < STATUSES.length; status++) {
      if ((this.wanted & (1 << status)) === 0) continue;
      const bikes = nodes.count(node, status);
      row.counts[status] = (row.counts[status] ?? 0) + bikes;
      row.count += bikes;
    }
    this.weigh(nodes, node, FINER, row);
  }

  /** Adds a bike by its place in units. */
  addBike(status: number, x: number, y: number): void {
    if ((this.wanted & (1 << status)) === 0) return;
    const shift = UNIT_LEVEL - this.level;
    const row = this.row(x >> shift, y >> shift);
    row.counts[status] = (row.counts[status] ?? 0) + 1;
    row.count++;
    row.sumX += x + 0.5;
    row.sumY += y + 0.5;
  }

  /** Has a tile told of, even if nothing is in it. */
  row(x: number, y: number): Row {
    if (this.latest?.x === x && this.latest.y === y) return this.latest;
    const key = x * 2 ** this.level + y;
    const row = this.rows.get(key) ?? { x, y, counts: STATUSES.map(() => 0), count: 0, sumX: 0, sumY: 0 };
    this.rows.set(key, row);
    this.latest = row;
    return row;
  }

  clusters(): Cluster[] {
    return [...this.rows.values()].map((row) => this.cluster(row));
  }

  private cluster({ x, y, counts, count, sumX, sumY }: Row): Cluster {
    const side = 2 ** (UNIT_LEVEL - this.level);
    const [midX, midY] = count > 0 ? [sumX / count, sumY / count] : [(x + 0.5) * side, (y + 0.5) * side];
    const worst = counts.findIndex((bikes) => bikes > 0);
    return {
      x,
      y,
      count,
      worst: STATUSES[worst] ?? null,
      counts,
      lat: latitudeOf(midY),
      lon: longitudeOf(midX),
    };
  }

  private weigh(nodes: CellNodes, node: number, finer: number, row: Row): void {
    const bikes = nodes.countOf(node, this.wanted);
    if (bikes === 0) return;
    const level = nodes.level(node);
    const side = 2 ** (UNIT_LEVEL - level);
    if (level === LEAF_LEVEL) {
      const all = nodes.total(node);
      row.sumX += bikes * (nodes.x(node) * side + nodes.sumX(node) / all + 0.5);
      row.sumY += bikes * (nodes.y(node) * side + nodes.sumY(node) / all + 0.5);
    } else if (finer === 0) {
      row.sumX += bikes * (nodes.x(node) + 0.5) * side;
      row.sumY += bikes * (nodes.y(node) + 0.5) * side;
    } else
      for (let quarter = 0; quarter < 4; quarter++) {
        const next = nodes.quarter(node, quarter);
        if (next !== NONE) this.weigh(nodes, next, finer - 1, row);
      }
  }
}
