/**
 * Windows: one index per ISO week (UTC) of the event time. Monday 00:00:00.000Z inclusive to the next exclusive.
 * Week numbering: ISO 8601, week 1 is the one with the year's first Thursday.
 */
const DAY_MS = 86_400_000;
/** Of a window, as ISO 8601 has it. Written to the cluster at its first start; it can never be another. */
export const WINDOW_LENGTH = "P1W";
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was the first Monday of Unix time. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

export interface TimeWindow {
  /** `2026-w47` */
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

function windowStart(timeMs: number): number {
  return Math.floor((timeMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
}

/** The window that holds a reading of this event time (ms since epoch). */
export function windowOf(timeMs: number): TimeWindow {
  const startMs = windowStart(timeMs);
  const year = new Date(startMs + 3 * DAY_MS).getUTCFullYear();
  const firstWeekMs = windowStart(Date.UTC(year, 0, 4));
  const week = Math.round((startMs - firstWeekMs) / WEEK_MS) + 1;
  return { name: `${year}-w${String(week).padStart(2, "0")}`, startMs, endMs: startMs + WEEK_MS };
}

/** All windows that the range touches, `fromMs` inclusive to `toMs` exclusive, oldest first; none for an empty range. */
export function windowsOf(fromMs: number, toMs: number): TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let at = windowStart(fromMs); at < toMs; at += WEEK_MS) windows.push(windowOf(at));
  return fromMs < toMs ? windows : [];
}

/** The window of a week as `2026-w12`; null for what is no week. */
export function windowNamed(name: string): TimeWindow | null {
  const [, year, week] = /^(\d{4})-w(\d{2})$/.exec(name) ?? [];
  const window = windowOf(Date.UTC(Number(year), 0, 4) + (Number(week) - 1) * WEEK_MS);
  return window.name === name ? window : null;
}
