import { type Block, blocksOf, boundsOf, daysOf, quarterOf, weekOf, weeksOf } from "@/lib/analytics/blocks";
import { type Cells, cellsOf, mergeCells, withoutRiders } from "@/lib/analytics/cells-of";
import { type Atoms, type ComputedBlock, computeBlock } from "@/lib/analytics/compute-block";
import { readConsentedRides } from "@/lib/analytics/read-consented-rides";
import { TABLES, type Table } from "@/lib/analytics/tables";
import type { Digest } from "@/lib/analytics/tells-of-cell";
import type { ConsentGrant } from "@/lib/consent/grant/consent-grant";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { readAtomKeys, readAtoms, saveAtoms } from "@/lib/db/figure-atoms";
import { keepBlocks, lockBlock, saveBlock } from "@/lib/db/figure-blocks";
import { keepDocuments } from "@/lib/db/figure-documents";
import { countRides } from "@/lib/db/ride-days";
import type { Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { RestatementCause } from "@/lib/domain/figures";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { blockDocuments, restatementDocuments } from "./block-documents";
import { coverageOf, saidNumber } from "./coverage-of";
import { type DayLeft, DayMemory } from "./day-memory";
import { packHistories, unpackHistories } from "./pack-histories";

const CLOSES_AFTER_MS = 24 * 3_600_000;
const RUNNING_EVERY_MS = 3_600_000;

export interface FigureSurroundings {
  readonly es: Elasticsearch;
  readonly index: string;
  readonly db: Database;
  readonly zone: string;
  readonly digest: Digest;
  readonly now: () => number;
  readonly grantFor: (purpose: Purpose) => Promise<ConsentGrant>;
}

/** What computing a block came to. */
export interface MadeBlock {
  readonly revision: number;
  readonly isRestated: boolean;
  readonly isWaiting: boolean;
  readonly position: number;
}

/** Computes blocks of consented rides, and keeps what of them is published. */
export class FigureMaker {
  private readonly memory = new DayMemory();

  constructor(private readonly around: FigureSurroundings) {}

  tablesOf = (purpose: string): readonly Table[] => TABLES.filter((table) => table.purpose === purpose);

  /** Whether a block ended so long ago that what is published of it is what it came to. */
  isClosed = (block: Block): boolean =>
    boundsOf(block, this.around.zone).toMs + CLOSES_AFTER_MS <= this.around.now();

  /**
   * Days of all tables of a purpose, read in one go from the first to the last.
   * @param onDay is called after each, with what it came to by table.
   */
  async days(
    purpose: Purpose,
    wanted: ReadonlyMap<string, readonly RestatementCause[]>,
    onDay: (day: string, made: ReadonlyMap<string, MadeBlock>) => Promise<void>,
  ): Promise<void> {
    const days = [...wanted.keys()].sort();
    const [first, last] = [days.at(0), days.at(-1)];
    if (first === undefined || last === undefined) return;
    const left = new Set(days);
    const compute = async (day: string, rides: readonly ConsentedRide[]) => {
      const made = new Map<string, MadeBlock>();
      for (const table of this.tablesOf(purpose))
        made.set(table.name, await this.dayOf(table, day, rides, wanted.get(day) ?? []));
      await onDay(day, made);
    };
    for await (const { day, rides } of this.ridesByDay(purpose, first, last))
      if (left.delete(day)) await compute(day, rides);
    for (const day of left) await compute(day, []);
  }

  /** A week or quarter of what its days leave to it. */
  async longer(table: Table, block: Block, causes: readonly RestatementCause[]): Promise<MadeBlock> {
    await this.learnDays(table, block);
    return this.make(table, block, causes, async (db, excluded) => {
      const left = daysOf(block).flatMap((day) => this.memory.read(table.name, day, excluded) ?? []);
      const cells =
        block.grain === "week"
          ? mergeCells(left.map(({ rest }) => rest))
          : await this.leftOfWeeks(db, table, block, excluded);
      return { cells, shorter: left };
    });
  }

  private async dayOf(
    table: Table,
    day: string,
    rides: readonly ConsentedRide[],
    causes: readonly RestatementCause[],
  ) {
    await this.makeKnown(table, day);
    const cells = cellsOf(table, rides);
    return this.make(table, { grain: "day", block: day }, causes, async (_, excluded) => ({
      cells: withoutRiders(cells, excluded),
      shorter: [],
    }));
  }

  /** Days on which rides begin, in order, with all of them. */
  private async *ridesByDay(purpose: Purpose, from: string, to: string) {
    const { es, index, grantFor } = this.around;
    const grant = await grantFor(purpose);
    await refreshIndex(es, index);
    let rides: ConsentedRide[] = [];
    for await (const page of readConsentedRides(es, index, grant, { from, to }))
      for (const ride of page) {
        const [first] = rides;
        if (first && first.day !== ride.day) {
          yield { day: first.day, rides };
          rides = [];
        }
        rides.push(ride);
      }
    if (rides[0]) yield { day: rides[0].day, rides };
  }

  /** Days of a block that this process has not computed yet: after a start, all of them. */
  private async learnDays({ name, purpose }: Table, block: Block): Promise<void> {
    const unknown = daysOf(block).filter((day) => !this.memory.read(name, day, NOBODY));
    const [from, to] = [unknown.at(0), unknown.at(-1)];
    if (from === undefined || to === undefined) return;
    const empty = new Set(unknown);
    for await (const { day, rides } of this.ridesByDay(purpose, from, to)) {
      if (!empty.delete(day)) continue;
      for (const table of this.tablesOf(purpose)) await this.dayOf(table, day, rides, []);
    }
    for (const day of empty)
      for (const table of this.tablesOf(purpose))
        this.memory.keep(table.name, day, { rest: new Map(), riders: NOBODY, bikes: NOBODY });
  }

  /** What weeks leave to their quarter: what their days left to them and they did not publish. */
  private async leftOfWeeks(
    db: Database,
    table: Table,
    quarter: Block,
    excluded: ReadonlySet<string>,
  ): Promise<Cells> {
    const left: Cells[] = [];
    for (const week of weeksOf(quarter.block)) {
      const published = await readAtomKeys(db, { table: table.name, grain: "week", block: week });
      for (const day of daysOf({ grain: "week", block: week })) {
        const rest = this.memory.read(table.name, day, excluded)?.rest ?? new Map();
        left.push(new Map([...rest].filter(([key]) => !published.has(key))));
      }
    }
    return mergeCells(left);
  }

  private async makeKnown(table: Table, day: string): Promise<void> {
    const { db, zone } = this.around;
    const quarter = quarterOf(weekOf(day));
    await keepBlocks(
      db,
      blocksOf(day).map(({ grain, block }) => {
        const bounds = boundsOf({ grain, block }, zone);
        const dueAtMs = grain === "day" ? bounds.fromMs : bounds.toMs + CLOSES_AFTER_MS;
        return { table: table.name, grain, block, purpose: table.purpose, quarter, ...bounds, dueAtMs };
      }),
    );
  }

  private async make(
    table: Table,
    block: Block,
    causes: readonly RestatementCause[],
    cellsOfBlock: (
      db: Database,
      excluded: ReadonlySet<string>,
    ) => Promise<{ readonly cells: Cells; readonly shorter: readonly DayLeft[] }>,
  ): Promise<MadeBlock> {
    const { db, zone, now, digest, grantFor } = this.around;
    // Who withdrew while rides were read is left out all the same.
    const { excluded, position } = await grantFor(table.purpose);
    return asking(() =>
      db.transaction(async (transaction) => {
        const place = { table: table.name, ...block };
        const row = await lockBlock(transaction, place);
        if (!row) throw new Error(`block ${block.block} of ${table.name} is not known`);
        const { cells, shorter } = await cellsOfBlock(transaction, excluded);
        const stored = await readAtoms(transaction, place);
        const atoms: Atoms = new Map(
          stored.map((atom) => [
            atom.key,
            { ...atom, values: atom.values.map(asValue), histories: unpackHistories(atom.exposures) },
          ]),
        );
        const isClosed = this.isClosed(block);
        const isOpenToNew = isClosed || block.grain === "day";
        const above = await this.keysAbove(transaction, table, block);
        const computed = computeBlock({ table, block, cells, atoms, above, isOpenToNew, digest });
        if (block.grain === "day") this.memory.keep(table.name, block.block, leftOf(computed));
        const standing: Atoms = new Map([
          ...atoms,
          ...[...computed.published].map(([key, { after }]) => [key, after] as const),
        ]);
        const days = daysOf(block);
        const counts = await countRides(transaction, table.purpose, days[0] ?? "", days.at(-1) ?? "");
        const own = leftOf(computed);
        const riders = saidNumber(row.riders, unionSize([...shorter, own].map((part) => part.riders)));
        const bikes = saidNumber(row.bikes, unionSize([...shorter, own].map((part) => part.bikes)));
        const coverage = coverageOf(counts, suppressedOf(computed.rest));
        const summary = JSON.stringify([riders.shown, bikes.shown, coverage, isClosed]);
        const nowMs = now();
        const isOther = computed.published.size > 0 || summary !== row.summary;
        const mayBeSaid = block.grain === "day" || isClosed;
        const revision = isOther && mayBeSaid ? row.revision + 1 : row.revision;
        const bounds = boundsOf(block, zone);
        if (revision !== row.revision) {
          const published = {
            ...{ table, block, ...bounds, revision, position, nowMs, isClosed, atoms: standing },
            ...{ riders: riders.shown, bikes: bikes.shown, coverage },
          };
          await saveAtoms(
            transaction,
            place,
            [...computed.published].map(([key, { after }]) => ({
              key,
              revision: after.revision,
              values: after.values,
              exposures: packHistories(after.histories ?? new Map()),
            })),
            nowMs,
          );
          await keepDocuments(transaction, [
            ...blockDocuments(published),
            ...(row.isClosed ? restatementDocuments(published, computed.published, causes) : []),
          ]);
        }
        const closesAtMs = bounds.toMs + CLOSES_AFTER_MS;
        const dueAtMs = isClosed
          ? null
          : block.grain === "day"
            ? Math.min(nowMs + RUNNING_EVERY_MS, closesAtMs)
            : closesAtMs;
        const said = { riders: riders.kept, bikes: bikes.kept, summary };
        await saveBlock(transaction, { ...row, revision, isClosed, ...said }, nowMs, dueAtMs);
        const isWaiting = computed.waiting.length > 0;
        return { revision, isRestated: computed.published.size > 0, isWaiting, position };
      }),
    );
  }

  private async keysAbove(db: Database, table: Table, { grain, block }: Block): Promise<Atoms[]> {
    const [, week, quarter] = blocksOf(daysOf({ grain, block })[0] ?? "");
    const above = grain === "day" ? [week, quarter] : grain === "week" ? [quarter] : [];
    const found: Atoms[] = [];
    for (const longer of above) {
      const keys = await readAtomKeys(db, { table: table.name, ...longer });
      found.push(new Map([...keys].map((key) => [key, NO_ATOM])));
    }
    return found;
  }
}

const NOBODY: ReadonlySet<string> = new Set();
const NO_ATOM = { revision: 0, values: [], histories: null };
const asValue = (value: number | readonly number[] | null) =>
  value === null || typeof value === "number" ? value : [...value];

function leftOf({ own, rest }: ComputedBlock): DayLeft {
  const riders = new Set<string>();
  const bikes = new Set<string>();
  for (const contributions of own.values())
    for (const [rider, contribution] of contributions) {
      riders.add(rider);
      for (const bike of contribution.bikes) bikes.add(bike);
    }
  return { rest, riders, bikes };
}

function unionSize(sets: readonly ReadonlySet<string>[]): number {
  const all = new Set<string>();
  for (const set of sets) for (const one of set) all.add(one);
  return all.size;
}

/** Rides in no cell of the block, and of how many riders. A ride that is in several cells is counted in each. */
function suppressedOf(rest: Cells) {
  const riders = new Set<string>();
  let rides = 0;
  for (const contributions of rest.values())
    for (const [rider, contribution] of contributions) {
      riders.add(rider);
      rides += contribution.rides;
    }
  return { rides, bikes: riders.size };
}
