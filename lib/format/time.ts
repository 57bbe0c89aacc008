import { startOf, wallClock } from "./zone";

/** Own names, so that server and browser agree whatever their locale data. */
export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const two = (value: number): string => String(value).padStart(2, "0");

/** "13:41:10" */
export function formatClock(atMs: number, zone: string, seconds = true): string {
  const { hour, minute, second } = wallClock(atMs, zone);
  return `${two(hour)}:${two(minute)}${seconds ? `:${two(second)}` : ""}`;
}

/** "20 Nov 2026" */
export function formatDay(atMs: number, zone: string): string {
  const { year, month, day } = wallClock(atMs, zone);
  return `${day} ${MONTHS[month - 1] ?? ""} ${year}`;
}

/** "Fri 20 Nov 2026" */
function formatWeekday(atMs: number, zone: string): string {
  const { year, month, day } = wallClock(atMs, zone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return `${WEEKDAYS[weekday] ?? ""} ${formatDay(atMs, zone)}`;
}

/** "6 Jul 2023": a calendar day by its key, `2023-07-06`. */
export function formatDayKey(key: string): string {
  const [year = 0, month = 1, day = 1] = key.split("-").map(Number);
  return `${day} ${MONTHS[month - 1] ?? ""} ${year}`;
}

/** "20 Nov 2026, 13:41:10" */
export function formatMoment(atMs: number, zone: string): string {
  return `${formatDay(atMs, zone)}, ${formatClock(atMs, zone)}`;
}

/** "2026-11-20 12:41:10.250 UTC": the same instant for everyone, shown on hover. */
export function formatUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().replace("T", " ").replace("Z", "")} UTC`;
}

/** `toMs` is exclusive. Whole days read as days: "Thu 6 Jul 2023", "3 – 9 Jul" as "3 Jul 2023 – 9 Jul 2023". */
export function formatRange(fromMs: number, toMs: number, zone: string): string {
  const wholeDays = startOf("day", fromMs, zone) === fromMs && startOf("day", toMs, zone) === toMs;
  const lastMs = toMs - 1;
  const oneDay = formatDay(fromMs, zone) === formatDay(lastMs, zone);
  if (wholeDays) {
    return oneDay ? formatWeekday(fromMs, zone) : `${formatDay(fromMs, zone)} – ${formatDay(lastMs, zone)}`;
  }
  const from = `${formatWeekday(fromMs, zone)}, ${formatClock(fromMs, zone, false)}`;
  const to = formatClock(toMs, zone, false);
  return oneDay ? `${from} – ${to}` : `${from} – ${formatDay(toMs, zone)}, ${to}`;
}
