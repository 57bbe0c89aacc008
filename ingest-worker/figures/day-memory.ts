import type { Cells } from "@/lib/analytics/cells-of";
import type { RideCounts } from "@/lib/db/ride-days";
import { NumberedNames } from "./numbered-names";
import { bytesOf, type PackedCells, packCells, unpackCells } from "./packed-cells";

/** Bikes by rider. */
export type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** What longer blocks need of a day: the cells that it leaves to them, who is in its own, and what there was of rides. */
export interface DayLeft {
  /** Of the day's block when it was computed: with another one, another process has computed it since. */
  readonly revision: number;
  readonly rest: Cells;
  readonly members: Members;
  readonly counts: RideCounts;
}
interface Kept extends Pick<DayLeft, "revision" | "counts"> {
  readonly rest: PackedCells;
  /** Of each rider and bike together, by number. */
  readonly riders: Uint32Array;
  readonly bikes: Uint32Array;
  readonly bytes: number;
}

/** Days of five quarters with 100,000 riders each are about as much. */
const MOST_BYTES = 512 * 2 ** 20;

/**
 * Days that were computed, in memory alone: pseudonyms are kept nowhere else than with their rides. Days of a block that is being
 * computed stay; of others those go that were kept longest ago, when there are too many.
 */
export class DayMemory {
  private readonly days = new Map<string, Kept>();
  private names = new NumberedNames();
  private readonly gone = new Set<string>();
  private staying: ReadonlySet<string> = new Set();
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  keep(table: string, day: string, { members, ...left }: DayLeft): void {
    this.forget(table, day);
    const pairs = [...members].flatMap(([rider, bikes]) =>
      [...bikes].map((bike) => [this.names.numberOf(rider), this.names.numberOf(bike)] as const),
    );
    const [riders, bikes] = [
      Uint32Array.from(pairs, ([rider]) => rider),
      Uint32Array.from(pairs, ([, bike]) => bike),
    ];
    const rest = packCells(left.rest, this.names);
    const bytes = 1_000 + 8 * pairs.length + bytesOf(rest);
    this.days.set(nameOf(table, day), { ...left, rest, riders, bikes, bytes });
    this.bytes += bytes;
    this.makeRoom();
  }

  forget(table: string, day: string): void {
    this.remove(nameOf(table, day));
  }

  forgetAll(): void {
    this.days.clear();
    this.names = new NumberedNames();
    this.bytes = 0;
  }

  /** From now on without these riders: a pseudonym that counts no more never does again. */
  leaveOut(riders: Iterable<string>): void {
    for (const rider of riders) this.gone.add(rider);
  }

  knows = (table: string, day: string): boolean => this.days.has(nameOf(table, day));

  /** Of a day that is not known null. */
  revisionOf = (table: string, day: string): number | null =>
    this.days.get(nameOf(table, day))?.revision ?? null;

  /** @throws Error for a day that is not known: without it a longer block would lack it. */
  read(table: string, day: string): Pick<DayLeft, "rest" | "counts"> {
    const { rest, counts } = this.found(table, day);
    return { rest: unpackCells(rest, this.names, this.names.known(this.gone)), counts };
  }

  /** How many riders and bikes are in the own cells of any of these days, or among the others. @throws Error as `read`. */
  countMembers(table: string, days: readonly string[], others: readonly Members[]) {
    const [seenRiders, seenBikes] = [new Set<number>(), new Set<number>()];
    const gone = this.names.known(this.gone);
    const count = (rider: number, bike: number) => {
      if (gone.has(rider)) return;
      seenRiders.add(rider);
      seenBikes.add(bike);
    };
    for (const day of days) {
      const { riders, bikes } = this.found(table, day);
      for (const [at, rider] of riders.entries()) count(rider, bikes[at] ?? 0);
    }
    for (const members of others)
      for (const [rider, bikes] of members)
        for (const bike of bikes) count(this.names.numberOf(rider), this.names.numberOf(bike));
    return { riders: seenRiders.size, bikes: seenBikes.size };
  }

  /** Keeps these days of these tables, once they are known, until the work on them is done. */
  async during<T>(tables: readonly string[], days: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = this.staying;
    this.staying = new Set([...before, ...tables.flatMap((table) => days.map((day) => nameOf(table, day)))]);
    try {
      return await work();
    } finally {
      this.staying = before;
      this.makeRoom();
    }
  }

  private found(table: string, day: string): Kept {
    const kept = this.days.get(nameOf(table, day));
    if (!kept)
      throw new Error(`expected ${day} of ${table} to be known; it was not learned, or is forgotten`);
    return kept;
  }

  private remove(name: string): void {
    this.bytes -= this.days.get(name)?.bytes ?? 0;
    this.days.delete(name);
  }

  private makeRoom(): void {
    for (const name of this.days.keys()) {
      if (this.bytes <= this.mostBytes) return;
      if (!this.staying.has(name)) this.remove(name);
    }
  }
}

const nameOf = (table: string, day: string): string => `${table} ${day}`;

/** Adds who is in cells, and with which bikes. */
export function addMembers(members: Map<string, ReadonlySet<string>>, cells: Cells): void {
  for (const contributions of cells.values())
    for (const [rider, { bikes }] of contributions) {
      const before = members.get(rider);
      members.set(rider, before ? new Set([...before, ...bikes]) : bikes);
    }
}

export function membersOf(cells: Cells): Members {
  const members = new Map<string, ReadonlySet<string>>();
  addMembers(members, cells);
  return members;
}
