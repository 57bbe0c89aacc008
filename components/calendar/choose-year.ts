import type { CoverageDay } from "@/lib/telemetry/models";
import { firstDayOf } from "./year";

export interface YearChoice {
  readonly year: number;
  /** Last day shown, `2023-12-31`; in the newest year it is today. */
  readonly lastDay: string;
  /** The newest year ends today, so it shows the last twelve months. */
  readonly newest: boolean;
  /** True when the address asked for this year and may have it. */
  readonly asked: boolean;
  readonly earlier: YearLink | null;
  readonly later: YearLink | null;
}
interface YearLink {
  readonly year: number;
  /** Last month of that year as an address names it, `2022-12`. */
  readonly month: string;
}

/** Days by key, `2023-07-06`; months likewise, `2023-07`. */
interface Wish {
  readonly coverage: readonly CoverageDay[];
  readonly month: string | undefined;
  readonly rangeDay: string;
  readonly today: string;
}

/**
 * Which year the calendar shows: the one asked for, if it lies between the first with readings and the present one;
 * else the year of the range, if it has readings; else the newest that has any.
 */
export function chooseYear({ coverage, month, rangeDay, today }: Wish): YearChoice {
  const days = coverage.map(({ day }) => day);
  const inOrder = [...days, today].sort();
  const [first = today] = inOrder;
  const last = inOrder.at(-1) ?? today;
  const lastDayOf = (year: number): string => (year === yearOf(last) ? last : `${year}-12-31`);
  const shows = (year: number, day: string): boolean =>
    firstDayOf(lastDayOf(year)) <= day && day <= lastDayOf(year);
  const linkTo = (year: number): YearLink => ({ year, month: lastDayOf(year).slice(0, 7) });

  const offered = countDown(yearOf(last), yearOf(first));
  const filled = offered.filter((year) => days.some((day) => shows(year, day)));
  const wanted = offered.find((year) => month !== undefined && year === yearOf(month));
  const year = wanted ?? filled.find((one) => shows(one, rangeDay)) ?? filled[0] ?? yearOf(last);
  return {
    year,
    lastDay: lastDayOf(year),
    newest: year === yearOf(last),
    asked: wanted !== undefined,
    earlier: year > yearOf(first) ? linkTo(year - 1) : null,
    later: year < yearOf(last) ? linkTo(year + 1) : null,
  };
}

const yearOf = (key: string): number => Number(key.slice(0, 4));

const countDown = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, passed) => from - passed);
