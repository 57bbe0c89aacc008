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
const keyOf = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);

/** First of the month, `2022-08-01`, some months after the one of a day or month, `2023-07`. */
const monthAfter = (key: string, by: number): string => {
  const [year = 1970, month = 1] = key.split("-").map(Number);
  return keyOf(Date.UTC(year, month - 1 + by, 1));
};

/** First of the twelve months that end with the month of this day. */
export const firstDayOf = (lastDay: string): string => monthAfter(lastDay, -11);

/** The twelve months that end with `lastDay` (`2023-07-31`), day by day in weeks that begin on Monday. */
export function calendarYear(lastDay: string, coverage: readonly CoverageDay[]): CalendarYear {
  const byDay = new Map(coverage.map((day) => [day.day, day]));
  const firstDay = firstDayOf(lastDay);
  const firstMs = Date.parse(firstDay);
  const endMs = Date.parse(lastDay) + DAY_MS;
  const offset = (new Date(firstMs).getUTCDay() + 6) % 7;
  const shown = coverage.filter(({ day }) => day >= firstDay && day <= lastDay);
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
