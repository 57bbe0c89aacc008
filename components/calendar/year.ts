import type { CoverageDay } from "@/lib/telemetry/models";

type Level = 0 | 1 | 2 | 3 | 4;

export interface CalendarCell {
  /** `2023-07-06` */
  readonly day: string;
  /** Column: weeks since the first shown; row: 0 is Monday. */
  readonly week: number;
  readonly weekday: number;
  readonly level: Level;
  readonly coverage: CoverageDay | null;
}
export interface CalendarYear {
  readonly cells: readonly CalendarCell[];
  readonly weeks: number;
  /** Column in which each month begins. */
  readonly months: readonly { readonly week: number; readonly month: number; readonly year: number }[];
  readonly readings: number;
  readonly late: number;
}

const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, "0");
const keyOf = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);

/** `2023-07` moved by months. */
export function shiftMonth(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  const at = new Date(Date.UTC(year, number - 1 + by, 1));
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`;
}

/** The twelve months that end with `until` (`2023-07`), day by day in weeks that begin on Monday. */
export function calendarYear(until: string, coverage: readonly CoverageDay[]): CalendarYear {
  const byDay = new Map(coverage.map((day) => [day.day, day]));
  const firstMs = Date.parse(`${shiftMonth(until, -11)}-01`);
  const endMs = Date.parse(`${shiftMonth(until, 1)}-01`);
  const offset = (new Date(firstMs).getUTCDay() + 6) % 7;
  const shown = coverage.filter(({ day }) => day >= keyOf(firstMs) && day < keyOf(endMs));
  const most = shown.reduce((greatest, day) => Math.max(greatest, day.readings), 0);
  const cells: CalendarCell[] = [];
  const months: { week: number; month: number; year: number }[] = [];
  for (let at = firstMs; at < endMs; at += DAY_MS) {
    const place = offset + (at - firstMs) / DAY_MS;
    const date = new Date(at);
    const week = Math.floor(place / 7);
    if (date.getUTCDate() === 1) {
      months.push({
        week: place % 7 === 0 ? week : week + Number(at !== firstMs),
        month: date.getUTCMonth() + 1,
        year: date.getUTCFullYear(),
      });
    }
    const day = byDay.get(keyOf(at)) ?? null;
    cells.push({
      day: keyOf(at),
      week,
      weekday: place % 7,
      level: levelOf(day?.readings ?? 0, most),
      coverage: day,
    });
  }
  return {
    cells,
    weeks: Math.ceil((offset + cells.length) / 7),
    months,
    readings: shown.reduce((sum, day) => sum + day.readings, 0),
    late: shown.reduce((sum, day) => sum + day.late, 0),
  };
}

/** Four levels of equal width up to the fullest day; any reading at all is the first. */
function levelOf(readings: number, most: number): Level {
  const share = most === 0 ? 0 : Math.ceil((4 * readings) / most);
  return share >= 4 ? 4 : share === 3 ? 3 : share === 2 ? 2 : share === 1 ? 1 : 0;
}

/** Readings of each calendar year that has any, oldest first. */
export function yearsOf(coverage: readonly CoverageDay[]): { year: number; readings: number }[] {
  const years = new Map<number, number>();
  for (const { day, readings } of coverage) {
    const year = Number(day.slice(0, 4));
    years.set(year, (years.get(year) ?? 0) + readings);
  }
  return [...years].map(([year, readings]) => ({ year, readings })).sort((a, b) => a.year - b.year);
}
