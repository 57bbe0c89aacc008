import { mondayOf, shiftDay } from "./day-range";

/** ISO week and quarter of weeks (1–13, 14–26, 27–39 and the rest) in which a day lies: `2026-W47`, `2026-Q4`. */
export function isoWeekOf(day: string): { readonly week: string; readonly quarter: string } {
  const monday = mondayOf(day);
  const year = shiftDay(monday, 3).slice(0, 4);
  const first = mondayOf(`${year}-01-04`);
  const number = Math.round((Date.parse(monday) - Date.parse(first)) / (7 * 86_400_000)) + 1;
  return {
    week: `${year}-W${String(number).padStart(2, "0")}`,
    quarter: `${year}-Q${Math.min(4, Math.ceil(number / 13))}`,
  };
}
