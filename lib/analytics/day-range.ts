/** Whole days by their keys, `2026-11-20`, in the zone of the reports; both ends are in it. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const utcOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later, or earlier. */
export const shiftDay = (day: string, days: number): string =>
  new Date(utcOf(day) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days are in a range. */
export const lengthOf = ({ from, to }: DayRange): number =>
  Math.round((utcOf(to) - utcOf(from)) / DAY_MS) + 1;

/** The days of a range, in order. */
export const daysOf = (range: DayRange): string[] =>
  Array.from({ length: lengthOf(range) }, (_, at) => shiftDay(range.from, at));

/** The Monday on or before a day. */
export const mondayOf = (day: string): string => shiftDay(day, -((new Date(utcOf(day)).getUTCDay() + 6) % 7));

/** The range of the same length that ends where this one begins. */
export const previousOf = (range: DayRange): DayRange => ({
  from: shiftDay(range.from, -lengthOf(range)),
  to: shiftDay(range.from, -1),
});
