import { byKey } from "@/lib/domain/by-key";
import type { Cohort } from "./delays";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The older a day is, the less comes to it: it is read anew when it has aged by a thirtieth, a young one each hour. */
const AGES_BY = 30;
const DAYS_AT_ONCE = 7;

interface Known {
  readonly readAtMs: number;
  readonly cohorts: readonly Cohort[];
}

/** How late rides came, day by day as it was read last: of all days there are, a week at most is read at once. */
export class KnownCohorts {
  private readonly days = new Map<number, Known>();

  /** @param read cohorts of rides that begin in a time, ms since epoch, the end exclusive. */
  constructor(private readonly read: (fromMs: number, toMs: number) => Promise<readonly Cohort[]>) {}

  /** Cohorts of all days from one on; those to come have none. */
  async from(fromMs: number, nowMs: number): Promise<Cohort[]> {
    const firstMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
    for (const dayMs of this.days.keys()) if (dayMs < firstMs) this.days.delete(dayMs);
    for (const run of this.runsToRead(firstMs, nowMs)) await this.readRun(run, nowMs);
    return [...this.days.values()].flatMap(({ cohorts }) => cohorts);
  }

  /** Days that follow one another, up to a week of them. */
  private runsToRead(firstMs: number, nowMs: number): number[][] {
    const runs: number[][] = [];
    for (let dayMs = firstMs; dayMs <= nowMs; dayMs += DAY_MS) {
      if (!this.isToRead(dayMs, nowMs)) continue;
      const run = runs.at(-1);
      if (run && run.length < DAYS_AT_ONCE && run.at(-1) === dayMs - DAY_MS) run.push(dayMs);
      else runs.push([dayMs]);
    }
    return runs;
  }

  private isToRead(dayMs: number, nowMs: number): boolean {
    const readAtMs = this.days.get(dayMs)?.readAtMs ?? Number.NEGATIVE_INFINITY;
    // Today grows by the minute, and of a clock that was set back nothing is known.
    if (dayMs + DAY_MS > nowMs || readAtMs > nowMs) return true;
    return nowMs - readAtMs >= Math.max(HOUR_MS, (nowMs - dayMs) / AGES_BY);
  }

  private async readRun(run: readonly number[], readAtMs: number): Promise<void> {
    const [firstMs = 0, lastMs = 0] = [run.at(0), run.at(-1)];
    const found = byKey(await this.read(firstMs, lastMs + DAY_MS), ({ startMs }) =>
      Math.floor(startMs / DAY_MS),
    );
    for (const dayMs of run) this.days.set(dayMs, { readAtMs, cohorts: found.get(dayMs / DAY_MS) ?? [] });
  }
}
