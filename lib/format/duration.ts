import { formatNumber } from "./number";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365.25 * DAY_MS;

/** From this length on (ms) the unit is used; the first that fits wins. */
const UNITS = [
  { from: 2 * YEAR_MS, ms: YEAR_MS, one: "year", many: "years" },
  { from: 60 * DAY_MS, ms: YEAR_MS / 12, one: "month", many: "months" },
  { from: 2 * DAY_MS, ms: DAY_MS, one: "day", many: "days" },
  { from: HOUR_MS, ms: HOUR_MS, one: "h", many: "h" },
  { from: MINUTE_MS, ms: MINUTE_MS, one: "min", many: "min" },
  { from: SECOND_MS, ms: SECOND_MS, one: "s", many: "s" },
] as const;

/** One unit, rounded down as ages are told: "0.3 s", "4 s", "2 min", "9 h", "3 years". */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  const unit = UNITS.find(({ from }) => length >= from);
  if (!unit) return `${formatNumber(Math.floor(length / 100) / 10, 1)} s`;
  const count = Math.floor(length / unit.ms);
  return `${formatNumber(count)} ${count === 1 ? unit.one : unit.many}`;
}

/** "0.3 s ago"; a time that lies ahead (another clock) is "just now". */
export function formatAge(atMs: number, nowMs: number): string {
  return nowMs <= atMs ? "just now" : `${formatDuration(nowMs - atMs)} ago`;
}

/** How late readings arrived, from seconds: "9 h late", "3 years late". */
export function formatLateness(seconds: number): string {
  return `${formatDuration(seconds * SECOND_MS)} late`;
}

/** Least to most, as one figure where both read the same: "9 h late", "2 min to 9 h late". */
export function formatLatenessSpan(leastSeconds: number, mostSeconds: number): string {
  const least = formatDuration(leastSeconds * SECOND_MS);
  const most = formatDuration(mostSeconds * SECOND_MS);
  return least === most ? `${most} late` : `${least} to ${most} late`;
}
