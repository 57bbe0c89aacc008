/** Calendar arithmetic in an IANA time zone, over Intl's own data. Instants are ms since epoch. */

export interface WallClock {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

/** True for a name that this runtime's zone data knows. */
export function isZone(zone: string): boolean {
  try {
    formatIn(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall of that zone shows. */
export function wallClock(atMs: number, zone: string): WallClock {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatIn(zone).formatToParts(atMs)) parts[type] = Number(value);
  const part = (name: string): number => parts[name] ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

const asUtc = (at: WallClock): number =>
  Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);

const DAY_MS = 86_400_000;

/**
 * The instant at which the zone's clock shows this, the first of two in an hour that it shows twice; in one that it skips, the
 * first instant after it. Months and days may overflow.
 */
export function instantOf(wanted: WallClock, zone: string): number {
  const target = asUtc(wanted);
  const offsetAt = (instant: number): number => asUtc(wallClock(instant, zone)) - instant;
  // No zone is a day from UTC: one of these is before whatever change is near, the other after it.
  const [before, after] = [offsetAt(target - DAY_MS), offsetAt(target + DAY_MS)];
  if (before === after) return target - before;
  const first = target - Math.max(before, after);
  const second = target - Math.min(before, after);
  const shown = [first, second].find((instant) => instant + offsetAt(instant) === target);
  return shown ?? changeBetween(first, second, (instant) => offsetAt(instant) === after);
}

/** The first whole second, of those from one instant up to another, from which on it is so. */
function changeBetween(fromMs: number, toMs: number, isSince: (instant: number) => boolean): number {
  let [not, since] = [fromMs, toMs];
  while (since - not > 1_000) {
    const middle = not + Math.floor((since - not) / 2_000) * 1_000;
    if (isSince(middle)) since = middle;
    else not = middle;
  }
  return since;
}

const midnight = (year: number, month: number, day: number, zone: string): number =>
  instantOf({ year, month, day, hour: 0, minute: 0, second: 0 }, zone);

export type CalendarUnit = "day" | "week" | "month";

/** The start of the day, ISO week (Monday) or month around an instant, moved by `offset` units. */
export function startOf(unit: CalendarUnit, atMs: number, zone: string, offset = 0): number {
  const { year, month, day } = wallClock(atMs, zone);
  if (unit === "month") return midnight(year, month + offset, 1, zone);
  if (unit === "day") return midnight(year, month, day + offset, zone);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return midnight(year, month, day - sinceMonday + 7 * offset, zone);
}

/** `2026-11-20`, the calendar day in that zone. */
export function dayKey(atMs: number, zone: string): string {
  const { year, month, day } = wallClock(atMs, zone);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The whole day named by a key: first instant, and the first of the next day. */
export function dayRange(key: string, zone: string): { fromMs: number; toMs: number } {
  const [year = 1970, month = 1, day = 1] = key.split("-").map(Number);
  return { fromMs: midnight(year, month, day, zone), toMs: midnight(year, month, day + 1, zone) };
}
