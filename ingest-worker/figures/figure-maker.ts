import { type Block, boundsOf, daysOf, weeksOf } from "@/lib/analytics/blocks";
import { addCells, type Cells, type OpenCells, withoutRiders } from "@/lib/analytics/cells-of";
import { type Atoms, computeBlock } from "@/lib/analytics/compute-block";
import { TABLES, type Table } from "@/lib/analytics/tables";
import { excludesNoMore } from "@/lib/consent/grant/consent-grant";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { readAtomKeys, readAtoms, saveAtoms } from "@/lib/db/figure-atoms";
import { holdRevisions, lockBlock, saveBlock, wakeBlock } from "@/lib/db/figure-blocks";
import { keepDocuments } from "@/lib/db/figure-documents";
import { endFigureMark, type FigureMark, marksOf } from "@/lib/db/figure-marks";
import { addRideCounts, countRidesOfDay, type RideCounts } from "@/lib/db/ride-days";
import type { Purpose } from "@/lib/domain/consent";
import { RESTATEMENT_CAUSES, type RestatementCause } from "@/lib/domain/figures";
import { AppError } from "@/lib/errors";
import { askWhoWithdrew } from "./ask-who-withdrew";
import { atomsOf } from "./atoms-of";
import { blockDocuments, restatementDocuments } from "./block-documents";
import { closesAtMs, dueAtMs, knowBlocksOf } from "./block-times";
import { addMembers, DayMemory, type Members, membersOf } from "./day-memory";
import type { FigureSurroundings } from "./figure-surroundings";
import { blocksAbove, keysAbove } from "./keys-above";
import { packHistories } from "./pack-histories";
import { type DayRead, readDays } from "./read-days";
import { SaidCoverage, saidCoverage, saidMembers } from "./said-coverage";

const MOST_ATTEMPTS = 5;

/** Of what a block is made. */
interface Contents {
  readonly cells: Cells;
  readonly counts: RideCounts;
  /** Whose own cells are the block's too. */
  readonly days: readonly string[];
  /** Who is in cells of weeks. */
  readonly ofWeeks: Members;
}

/** Somebody withdrew, or another process computed days, since they were read: nothing of it is kept. */
class Overtaken extends Error {}

/** Computes blocks of consented rides, and keeps what of them is published. */
export class FigureMaker {
  private readonly memory: DayMemory;
  /** To be asked before what is remembered is used. */
  readonly askWhoWithdrew: () => Promise<void>;

  constructor(private readonly around: FigureSurroundings) {
    this.memory = new DayMemory(around.mostBytes);
    this.askWhoWithdrew = askWhoWithdrew(this.memory, around.grantFor, around.now);
  }

  tablesOf = (purpose: string): readonly Table[] => TABLES.filter((table) => table.purpose === purpose);

  /** Whether a block ended so long ago that what is published of it is what it came to. */
  isClosed = (block: Block): boolean => closesAtMs(block, this.around.zone) <= this.around.now();

  /** Computes days, and ends their marks. */
  async days(purpose: Purpose, wanted: ReadonlyMap<string, readonly FigureMark[]>): Promise<void> {
    for await (const read of this.read(purpose, wanted.keys()))
      await this.computeDay(purpose, read, wanted.get(read.day) ?? []);
  }

  /** Computes a week or quarter of what its days leave to it, as they were computed last. */
  async longer(purpose: Purpose, block: Block): Promise<void> {
    const tables = this.tablesOf(purpose);
    const names = tables.map(({ name }) => name);
    await this.memory.during(names, daysOf(block), async () => {
      for (const table of tables) await this.make(table, block, [], (db) => this.leftTo(db, table, block));
    });
  }

  private async *read(purpose: Purpose, days: Iterable<string>) {
    const grant = await this.around.grantFor(purpose);
    yield* readDays(this.around, grant, this.tablesOf(purpose), days);
  }

  private async computeDay(
    purpose: Purpose,
    { day, cells }: DayRead,
    marks: readonly FigureMark[],
  ): Promise<void> {
    const { db, zone } = this.around;
    await this.askWhoWithdrew();
    const counts = await asking(() => countRidesOfDay(db, purpose, day));
    const causes = marks.flatMap((mark) => mark.causes).flatMap(asCause);
    for (const table of cells.keys()) await knowBlocksOf(db, zone, table, day);
    for (const [table, ofTable] of cells) {
      const contents = async (_: Database, excluded: ReadonlySet<string>): Promise<Contents> => ({
        ...{ cells: withoutRiders(ofTable, excluded), counts, days: [], ofWeeks: new Map() },
      });
      await this.make(table, { grain: "day", block: day }, causes, contents);
    }
    for (const mark of marks) await endFigureMark(db, mark);
  }

  /** Days that are not remembered: after a start, all of them. */
  private async learnDays({ name, purpose }: Table, days: readonly string[]): Promise<void> {
    const { db } = this.around;
    const unknown = days.filter((day) => !this.memory.knows(name, day));
    if (unknown.length === 0) return;
    const marks = await marksOf(db, purpose, unknown);
    for await (const read of this.read(purpose, unknown)) {
      const own = marks.filter(({ day }) => day === read.day);
      const isNothing = [...read.cells.values()].every(({ size }) => size === 0);
      if (own.length > 0 || !isNothing) await this.computeDay(purpose, read, own);
      else await this.rememberNothing(purpose, read.day);
    }
  }

  private async rememberNothing(purpose: Purpose, day: string): Promise<void> {
    const { db } = this.around;
    const counts = await asking(() => countRidesOfDay(db, purpose, day));
    for (const { name } of this.tablesOf(purpose)) {
      const revisions = await asking(() => holdRevisions(db, name, "day", [day]));
      const revision = revisions.get(day) ?? 0;
      this.memory.keep(name, day, { revision, rest: new Map(), members: new Map(), counts });
    }
  }

  /** What days leave to their week, or what of it weeks leave to their quarter: what they did not publish. */
  private async leftTo(db: Database, table: Table, { grain, block }: Block): Promise<Contents> {
    const cells: OpenCells = new Map();
    const ofWeeks = new Map<string, ReadonlySet<string>>();
    const counts: RideCounts[] = [];
    for (const week of grain === "quarter" ? weeksOf(block) : [block]) {
      const place = { table: table.name, grain: "week", block: week } as const;
      const published = grain === "quarter" ? await readAtomKeys(db, place) : NONE;
      for (const day of daysOf(place)) {
        const left = this.memory.read(table.name, day);
        counts.push(left.counts);
        for (const cell of left.rest)
          if (published.has(cell[0])) addMembers(ofWeeks, new Map([cell]));
          else addCells(cells, [cell]);
      }
    }
    return { cells, counts: addRideCounts(counts), days: daysOf({ grain, block }), ofWeeks };
  }

  private async make(
    table: Table,
    block: Block,
    causes: readonly RestatementCause[],
    contentsOf: (db: Database, excluded: ReadonlySet<string>) => Promise<Contents>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        if (block.grain !== "day") await this.learnDays(table, daysOf(block));
        return await this.attempt(table, block, causes, contentsOf);
      } catch (fault) {
        if (!(fault instanceof Overtaken)) throw fault;
        const why = `${block.block} of ${table.name}: riders withdrew, or days were computed elsewhere, each time`;
        if (attempt === MOST_ATTEMPTS) throw new AppError("unavailable", why, { cause: fault });
      }
  }

  private async attempt(
    table: Table,
    block: Block,
    causes: readonly RestatementCause[],
    contentsOf: (db: Database, excluded: ReadonlySet<string>) => Promise<Contents>,
  ): Promise<void> {
    const { db, zone, now, digest, grantFor, earlyRiders } = this.around;
    const isDay = block.grain === "day";
    // Who withdrew while rides were read is left out all the same.
    const grant = await grantFor(table.purpose);
    const { excluded, position } = grant;
    this.memory.leaveOut(excluded);
    // What became of a day is known once it is committed, and not before.
    if (isDay) this.memory.forget(table.name, block.block);
    const left = await asking(() =>
      db.transaction(async (transaction) => {
        const place = { table: table.name, ...block };
        if (!isDay) await this.holdShorter(transaction, table, block);
        const row = await lockBlock(transaction, place);
        if (!row) throw new Error(`block ${block.block} of ${table.name} is not known`);
        const told = isDay ? causes : row.causes.flatMap(asCause);
        const { cells, counts, days, ofWeeks } = await contentsOf(transaction, excluded);
        const atoms = atomsOf(await readAtoms(transaction, place));
        const isClosed = this.isClosed(block);
        const above = await keysAbove(transaction, table, block);
        const computed = computeBlock({
          ...{ table, block, cells, atoms, above, isClosed, digest },
          wasClosed: row.isClosed,
          ...(earlyRiders === undefined ? {} : { earlyRiders }),
        });
        const standing: Atoms = new Map([
          // Of which measures those without a history are, nothing tells any more.
          ...[...atoms].filter(([, { histories }]) => histories !== null),
          ...[...computed.published].map(([key, { after }]) => [key, after] as const),
        ]);
        const members = membersOf(computed.own);
        const distinct = this.memory.countMembers(table.name, days, [members, ofWeeks]);
        const said = saidMembers({ riders: row.riders, bikes: row.bikes }, distinct);
        const saidBefore =
          row.isClosed === isClosed && row.coverage ? SaidCoverage.parse(row.coverage) : null;
        const coverage = saidCoverage(saidBefore, counts, computed.rest, daysOf(block).length);
        const summary = JSON.stringify([said.shown.riders, said.shown.bikes, coverage.shown, isClosed]);
        const nowMs = now();
        const isOther = !computed.isKept && (computed.published.size > 0 || summary !== row.summary);
        const mayBeSaid = isDay || isClosed;
        const revision = isOther && mayBeSaid ? row.revision + 1 : row.revision;
        if (revision !== row.revision) {
          const published = {
            ...{
              table,
              block,
              ...boundsOf(block, zone),
              revision,
              position,
              nowMs,
              isClosed,
              atoms: standing,
            },
            ...{ ...said.shown, coverage: coverage.shown },
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
            ...(row.isClosed ? restatementDocuments(published, computed.published, told) : []),
          ]);
        }
        const kept = { ...said.kept, summary, coverage: coverage.kept };
        await saveBlock(
          transaction,
          { ...row, revision, isClosed, ...(computed.isKept ? {} : kept) },
          nowMs,
          dueAtMs(block, zone, nowMs),
        );
        const isRestated = computed.published.size > 0;
        if (isRestated || causes.length > 0)
          for (const longer of blocksAbove(block))
            await wakeBlock(transaction, { table: table.name, ...longer }, told, nowMs);
        // Nobody is in what is committed who withdrew by then.
        if (!excludesNoMore(await grantFor(table.purpose), grant)) throw new Overtaken();
        return { revision, rest: computed.rest, members, counts };
      }),
    );
    if (isDay) this.memory.keep(table.name, block.block, left);
  }

  /** Holds what a longer block is made of until the transaction ends. Days that another process computed are forgotten. */
  private async holdShorter(db: Database, table: Table, block: Block): Promise<void> {
    const days = daysOf(block);
    const revisions = await holdRevisions(db, table.name, "day", days);
    const others = days.filter(
      (day) => this.memory.revisionOf(table.name, day) !== (revisions.get(day) ?? 0),
    );
    for (const day of others) this.memory.forget(table.name, day);
    if (others.length > 0) throw new Overtaken();
    if (block.grain === "quarter") await holdRevisions(db, table.name, "week", weeksOf(block.block));
  }
}

const NONE: ReadonlySet<string> = new Set();
const asCause = (text: string): RestatementCause[] => RESTATEMENT_CAUSES.filter((cause) => cause === text);
