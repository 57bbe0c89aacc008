import type { Grain } from "@/lib/domain/figures";
import { dayRange } from "@/lib/format/zone";
import { daysOf as daysIn, lengthOf, mondayOf, shiftDay } from "./day-range";

const WEEKS_PER_QUARTER = 13;
const WEEK = /^(\d{4})-W(\d{2})$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;

/** A block of figures: a day `2026-11-20`, an ISO week `2026-W47`, a quarter of 13 of them `2026-Q4`. */
export interface Block {
  readonly grain: Grain;
  readonly block: string;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** The ISO week of a day: its year is that of its Thursday. */
export function weekOf(day: string): string {
  const monday = mondayOf(day);
  const year = shiftDay(monday, 3).slice(0, 4);
  const before = lengthOf({ from: firstMondayOf(year), to: monday }) - 1;
  return `${year}-W${twoDigits(before / 7 + 1)}`;
}

/** The quarter of a week: weeks 1–13, 14–26, 27–39 and 40 to the last of the year. */
export function quarterOf(week: string): string {
  const [, year, number] = WEEK.exec(week) ?? [];
  if (year === undefined) throw new Error(`expected an ISO week such as 2026-W47, got "${week}"`);
  return `${year}-Q${Math.min(4, Math.ceil(Number(number) / WEEKS_PER_QUARTER))}`;
}

/** The days of a block, in order. */
export function daysOf({ grain, block }: Block): string[] {
  if (grain === "day") return [block];
  if (grain === "quarter") return weeksOf(block).flatMap((week) => daysOf({ grain: "week", block: week }));
  const [, year, number] = WEEK.exec(block) ?? [];
  if (year === undefined) throw new Error(`expected an ISO week such as 2026-W47, got "${block}"`);
  const monday = shiftDay(firstMondayOf(year), 7 * (Number(number) - 1));
  return daysIn({ from: monday, to: shiftDay(monday, 6) });
}

/** The weeks of a quarter, 13 or, in the last of a long year, 14. */
export function weeksOf(quarter: string): string[] {
  const [, year, number] = QUARTER.exec(quarter) ?? [];
  if (year === undefined) throw new Error(`expected a quarter such as 2026-Q4, got "${quarter}"`);
  const first = (Number(number) - 1) * WEEKS_PER_QUARTER + 1;
  const weeks = Array.from({ length: WEEKS_PER_QUARTER + 1 }, (_, at) => {
    return weekOf(shiftDay(firstMondayOf(year), 7 * (first - 1 + at)));
  });
  return weeks.filter((week) => quarterOf(week) === quarter);
}

/** The blocks that a day lies in: itself, its week, its quarter. */
export function blocksOf(day: string): readonly [day: Block, week: Block, quarter: Block] {
  const week = weekOf(day);
  return [
    { grain: "day", block: day },
    { grain: "week", block: week },
    { grain: "quarter", block: quarterOf(week) },
  ];
}

/** First instant of a block in a zone, and the first after it, ms since epoch. */
export function boundsOf(block: Block, zone: string): { fromMs: number; toMs: number } {
  const days = daysOf(block);
  const { fromMs } = dayRange(days[0] ?? "", zone);
  const { toMs } = dayRange(days.at(-1) ?? "", zone);
  return { fromMs, toMs };
}

/** With which the first ISO week of a year begins: the fourth of January is always in it. */
const firstMondayOf = (year: string): string => mondayOf(`${year}-01-04`);
