import type { CoverageDay } from "@/lib/telemetry/models";

export interface CoverageWeek {
  /** Its Monday, `2026-11-16`. */
  readonly monday: string;
  readonly readings: number;
  readonly late: number;
}

const DAY_MS = 86_400_000;
const mondayOf = (day: string): number => {
  const atMs = Date.parse(day);
  return atMs - ((new Date(atMs).getUTCDay() + 6) % 7) * DAY_MS;
};

/** Readings by week up to the week of `today`, oldest first, weeks without any among them; at most `most` weeks. */
export function coverageWeeks(coverage: readonly CoverageDay[], today: string, most: number): CoverageWeek[] {
  const sums = new Map<number, { readings: number; late: number }>();
  for (const { day, readings, late } of coverage) {
    const sum = sums.get(mondayOf(day)) ?? { readings: 0, late: 0 };
    sums.set(mondayOf(day), { readings: sum.readings + readings, late: sum.late + late });
  }
  const last = mondayOf(today);
  const first = Math.max(Math.min(last, ...sums.keys()), last - (most - 1) * 7 * DAY_MS);
  const weeks: CoverageWeek[] = [];
  for (let at = first; at <= last; at += 7 * DAY_MS)
    weeks.push({
      monday: new Date(at).toISOString().slice(0, 10),
      ...(sums.get(at) ?? { readings: 0, late: 0 }),
    });
  return weeks;
}
