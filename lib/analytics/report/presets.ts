import { daysOf, quarterOf, weekOf } from "../blocks";
import { type DayRange, mondayOf, shiftDay } from "../day-range";

/** Ranges that go on with time. Whole weeks tell most: what a day has too few riders for, its week may tell. */
export const PRESETS = [
  "recent",
  "this-week",
  "last-4-weeks",
  "last-13-weeks",
  "this-month",
  "last-month",
  "this-quarter",
  "last-quarter",
] as const;
export type Preset = (typeof PRESETS)[number];

/** What is shown before anybody chooses. */
export const USUAL_PRESET: Preset = "recent";

export const PRESET_LABELS: Readonly<Record<Preset, string>> = {
  recent: "Last 4 weeks and this one",
  "this-week": "This week",
  "last-4-weeks": "Last 4 whole weeks",
  "last-13-weeks": "Last 13 whole weeks",
  "this-month": "This month",
  "last-month": "Last month",
  "this-quarter": "This quarter (of weeks)",
  "last-quarter": "Last quarter (of weeks)",
};

/** The days that are meant on a day. */
export function rangeOf(preset: Preset, today: string): DayRange {
  const monday = mondayOf(today);
  const weeksBefore = (weeks: number): DayRange => ({
    from: shiftDay(monday, -7 * weeks),
    to: shiftDay(monday, -1),
  });
  switch (preset) {
    case "recent":
      return { from: shiftDay(monday, -28), to: today };
    case "this-week":
      return { from: monday, to: today };
    case "last-4-weeks":
      return weeksBefore(4);
    case "last-13-weeks":
      return weeksBefore(13);
    case "this-month":
      return { from: `${today.slice(0, 8)}01`, to: today };
    case "last-month": {
      const last = shiftDay(`${today.slice(0, 8)}01`, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
    case "this-quarter":
      return { from: firstDayOfQuarter(today), to: today };
    case "last-quarter": {
      const last = shiftDay(firstDayOfQuarter(today), -1);
      return { from: firstDayOfQuarter(last), to: last };
    }
  }
}

const firstDayOfQuarter = (day: string): string =>
  daysOf({ grain: "quarter", block: quarterOf(weekOf(day)) })[0] ?? day;
