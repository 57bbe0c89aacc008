import { wallClock } from "@/lib/format/zone";

/** Where the bikes ride. */
const ZONE = "Europe/Zurich";
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAYS_PER_YEAR = 365.2425;

export interface LocalTime {
  /** Days since 1970-01-01 of the local calendar. */
  readonly day: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Hours since midnight by the clock, 0 up to 24. */
  readonly hour: number;
  /** Part of the year that is over, 0 up to 1. */
  readonly yearShare: number;
}

/** Clocks change on the hour, so one look per hour is enough; looking costs more than all the rest of a step. */
const offsets = new Map<number, number>();

function offsetMs(atMs: number): number {
  const hour = Math.floor(atMs / HOUR_MS);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const clock = wallClock(hour * HOUR_MS, ZONE);
  const shown = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);
  const offset = shown - hour * HOUR_MS;
  offsets.set(hour, offset);
  return offset;
}

export function localTime(atMs: number): LocalTime {
  const shownMs = atMs + offsetMs(atMs);
  const day = Math.floor(shownMs / DAY_MS);
  return {
    day,
    weekday: (day + 3) % 7,
    hour: (shownMs - day * DAY_MS) / HOUR_MS,
    yearShare: (day % DAYS_PER_YEAR) / DAYS_PER_YEAR,
  };
}
