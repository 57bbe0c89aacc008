import type { Cells } from "@/lib/analytics/cells-of";
import { withoutRiders } from "@/lib/analytics/cells-of";

/** What longer blocks need of a day: the cells that it leaves to them, and who is in its own. */
export interface DayLeft {
  readonly rest: Cells;
  readonly riders: ReadonlySet<string>;
  readonly bikes: ReadonlySet<string>;
}
interface Kept {
  readonly rest: Cells;
  readonly riders: Uint32Array;
  readonly bikes: Uint32Array;
}

/** Days kept at once, of all tables; a quarter has a hundred, and there are five tables. */
const MOST_DAYS = 1_000;

/**
 * Days that were computed, in memory alone: pseudonyms are kept nowhere else than with their rides. Who reads says whose
 * are left out by then.
 */
export class DayMemory {
  private readonly days = new Map<string, Kept>();
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  keep(table: string, day: string, { rest, riders, bikes }: DayLeft): void {
    const name = `${table} ${day}`;
    this.days.delete(name);
    this.days.set(name, { rest, riders: this.numbered(riders), bikes: this.numbered(bikes) });
    if (this.days.size <= MOST_DAYS) return;
    const [oldest] = this.days.keys();
    if (oldest !== undefined) this.days.delete(oldest);
  }

  read(table: string, day: string, excluded: ReadonlySet<string>): DayLeft | null {
    const kept = this.days.get(`${table} ${day}`);
    if (!kept) return null;
    const named = (numbers: Uint32Array) => {
      const names = new Set<string>();
      for (const number of numbers) {
        const name = this.names[number];
        if (name !== undefined && !excluded.has(name)) names.add(name);
      }
      return names;
    };
    return { rest: withoutRiders(kept.rest, excluded), riders: named(kept.riders), bikes: named(kept.bikes) };
  }

  private numbered(names: ReadonlySet<string>): Uint32Array {
    return Uint32Array.from(names, (name) => {
      const known = this.numbers.get(name);
      if (known !== undefined) return known;
      this.numbers.set(name, this.names.length);
      return this.names.push(name) - 1;
    });
  }
}
