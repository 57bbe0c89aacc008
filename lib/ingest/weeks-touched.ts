import { type TimeWindow, windowOf } from "@/lib/domain/window";

/** What a reading in a week of its own costs beside itself: the worker writes each week in a bulk of its own. */
export const ENTRIES_PER_WEEK = 50;

/** Weeks that the readings of one upload belong to; each beside the first is charged. */
export class WeeksTouched {
  readonly #starts = new Set<number>();
  #last: TimeWindow | null = null;

  /** @param charge for entries; what it throws is thrown. */
  constructor(private readonly charge: (entries: number) => void) {}

  /** @param timeMs of a reading that has a place, ms since epoch. */
  add(timeMs: number): void {
    if (this.#last && timeMs >= this.#last.startMs && timeMs < this.#last.endMs) return;
    this.#last = windowOf(timeMs);
    if (this.#starts.has(this.#last.startMs)) return;
    this.#starts.add(this.#last.startMs);
    if (this.#starts.size > 1) this.charge(ENTRIES_PER_WEEK);
  }
}
