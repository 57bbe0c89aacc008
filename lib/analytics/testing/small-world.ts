import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { type Block, blocksOf, daysOf, weeksOf } from "../blocks";
import { NO_HISTORY, standsIn } from "../cell-history";
import { type Cells, cellsOf, mergeCells } from "../cells-of";
import {
  type Atom,
  type Atoms,
  type ComputedBlock,
  computeBlock,
  type PublishedCell,
} from "../compute-block";
import type { Table } from "../tables";
import { digestBy } from "../tells-of-cell";

const digest = digestBy(new Uint8Array(32));

/** A publication as everybody sees it, with the rides it stands on, which nobody sees. */
export interface SeenPublication {
  readonly block: Block;
  readonly key: string;
  readonly step: number;
  readonly atom: Atom;
  readonly rides: readonly ConsentedRide[];
  /** Of each family of measures what its values stand on. */
  readonly pieces: ReadonlyMap<string, readonly Piece[]>;
  /** What there is by then, published or not. */
  readonly now: readonly Piece[];
  readonly cell: PublishedCell;
}

/** A ride as it counts in a cell of the finest cross. */
export interface Piece {
  readonly ride: ConsentedRide;
  readonly key: string;
}

/** Figures of one quarter in memory: all that was ever published, computed as the lane does. */
export class SmallWorld {
  readonly seen: SeenPublication[] = [];
  private readonly atoms = new Map<string, Map<string, Atom>>();

  constructor(
    private readonly table: Table,
    private readonly quarter: string,
  ) {}

  atomsOf({ grain, block }: Block): Map<string, Atom> {
    const name = `${grain} ${block}`;
    const known = this.atoms.get(name) ?? new Map<string, Atom>();
    this.atoms.set(name, known);
    return known;
  }

  /** Computes all blocks of the quarter of what rides there are; longer ones where they are closed by then. */
  compute(rides: readonly ConsentedRide[], step: number, isClosed: (block: Block) => boolean): void {
    const days = daysOf({ grain: "quarter", block: this.quarter });
    const restOf = new Map<string, { cells: Cells; rides: Map<string, ConsentedRide[]> }>();
    for (const day of days) {
      const own = rides.filter((ride) => ride.day === day);
      const byKey = new Map<string, ConsentedRide[]>();
      for (const ride of own)
        for (const key of cellsOf(this.table, [ride]).keys())
          byKey.set(key, [...(byKey.get(key) ?? []), ride]);
      const [block, week, quarter] = blocksOf(day);
      const computed = this.one(block, [week, quarter], cellsOf(this.table, own), byKey, step, true);
      restOf.set(day, { cells: computed.rest, rides: byKey });
    }
    const longer = (block: Block, above: Block[], parts: string[]) => {
      const found = parts.flatMap((part) => restOf.get(part) ?? []);
      const byKey = new Map<string, ConsentedRide[]>();
      for (const { cells, rides: ofPart } of found)
        for (const key of cells.keys())
          byKey.set(key, [...(byKey.get(key) ?? []), ...(ofPart.get(key) ?? [])]);
      const computed = this.one(
        block,
        above,
        mergeCells(found.map(({ cells }) => cells)),
        byKey,
        step,
        isClosed(block),
      );
      restOf.set(block.block, { cells: computed.rest, rides: byKey });
    };
    const quarter: Block = { grain: "quarter", block: this.quarter };
    for (const week of weeksOf(this.quarter))
      longer({ grain: "week", block: week }, [quarter], daysOf({ grain: "week", block: week }));
    longer(quarter, [], weeksOf(this.quarter));
  }

  private one(
    block: Block,
    above: Block[],
    cells: Cells,
    rides: ReadonlyMap<string, readonly ConsentedRide[]>,
    step: number,
    isClosed: boolean,
  ): ComputedBlock {
    const atoms = this.atomsOf(block);
    const pools: Atoms[] = above.map((longer) => this.atomsOf(longer));
    const computed = computeBlock({
      table: this.table,
      block,
      cells,
      atoms,
      above: pools,
      isClosed,
      digest,
    });
    for (const [key, made] of computed.published) {
      const { before, after } = made;
      atoms.set(key, after);
      const parts = rides.has(key) ? [key] : computed.own.has(key) ? [...rides.keys()] : [];
      const now = parts
        .filter((part) => part === key || !computed.own.has(part))
        .flatMap((part) => (rides.get(part) ?? []).map((ride) => ({ ride, key: part })));
      const last = this.seen.findLast((one) => one.block.block === block.block && one.key === key);
      const pieces = new Map<string, readonly Piece[]>();
      for (const { name } of this.table.families) {
        const history = after.histories?.get(name) ?? NO_HISTORY;
        const cell = [this.table.name, block.block, key, name].join(" ");
        const isSame = history === (before?.histories?.get(name) ?? NO_HISTORY);
        const standing = now.filter(({ ride }) => standsIn(history, digest(`${cell}\n\n${ride.rider}`)));
        pieces.set(name, isSame ? (last?.pieces.get(name) ?? []) : standing);
      }
      const own = (pieces.get("all") ?? []).map(({ ride }) => ride);
      this.seen.push({ block, key, step, atom: after, rides: own, pieces, now, cell: made });
    }
    return computed;
  }
}
