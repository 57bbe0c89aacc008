import type { Cohort } from "./delays";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The older a day is, the less comes to it: it is read anew when it has aged by a thirtieth, a young one each hour. */
const AGES_BY = 30;

interface Known {
  readonly readAtMs: number;
  readonly cohorts: readonly Cohort[];
}

/** How late rides came, day by day as it was read last: of all days there are, at most a few are read at once. */
export class KnownCohorts {
  private readonly days = new Map<number, Known>();

  /** @param read cohorts of rides that begin in a time, ms since epoch, the end exclusive. */
  constructor(private readonly read: (fromMs: number, toMs: number) => Promise<readonly Cohort[]>) {}

  /** Cohorts of all days from one on; those to come have none. */
  async from(fromMs: number, nowMs: number): Promise<Cohort[]> {
    const firstMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
    for (const dayMs of this.days.keys()) if (dayMs < firstMs) this.days.delete(dayMs);
    const found: Cohort[][] = [];
    for (let dayMs = firstMs; dayMs <= nowMs; dayMs += DAY_MS)
      found.push([...(await this.day(dayMs, nowMs))]);
    return found.flat();
  }

  private async day(dayMs: number, nowMs: number): Promise<readonly Cohort[]> {
    const known = this.days.get(dayMs);
    const restsMs = Math.max(HOUR_MS, (nowMs - dayMs) / AGES_BY);
    // Today grows by the minute, and of a clock that was set back nothing is known.
    const isToday = dayMs + DAY_MS > nowMs;
    if (known && !isToday && nowMs >= known.readAtMs && nowMs - known.readAtMs < restsMs)
      return known.cohorts;
    const cohorts = await this.read(dayMs, dayMs + DAY_MS);
    this.days.set(dayMs, { readAtMs: nowMs, cohorts });
    return cohorts;
  }
}
