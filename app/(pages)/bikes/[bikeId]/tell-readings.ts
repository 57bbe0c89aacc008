import type { StoryEntry } from "@/lib/bikes/story/models";
import { SILENT_FOR_MS } from "@/lib/domain/bike-status";
import { formatCount } from "@/lib/format/number";
import { formatDay } from "@/lib/format/time";
import type { BikeState, CoverageDay } from "@/lib/telemetry/models";

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** Of the weeks in which readings came late, the newest. */
const MOST_WEEKS = 12;

const entry = (atMs: number, text: string): StoryEntry => ({
  kind: "readings",
  atMs,
  text,
  by: null,
  reason: null,
});

/**
 * What readings tell of a bike's story: the first and newest of them, when it was silent, weeks whose readings came late,
 * and the firmware and faults that it reports.
 */
export function tellReadings(state: BikeState | null, coverage: readonly CoverageDay[]): StoryEntry[] {
  const [first] = coverage;
  const late = coverage.reduce((sum, day) => sum + day.late, 0);
  const faults = state?.values.find(({ field }) => field === "error_codes");
  const firmware = state?.values.find(({ field }) => field === "firmware");
  const codes = Array.isArray(faults?.value) ? faults.value : [];
  return [
    ...(first
      ? [entry(Date.parse(first.day), `First day with readings: ${formatCount(first.readings, "reading")}`)]
      : []),
    ...(state
      ? [
          {
            ...entry(state.newestAtMs, "Newest reading"),
            reason: late > 0 ? `${formatCount(late, "reading")} of its life came late` : null,
          },
        ]
      : []),
    ...tellSilences(coverage),
    ...tellLateWeeks(coverage),
    ...(firmware ? [entry(firmware.measuredAtMs, `Reported firmware ${String(firmware.value)}`)] : []),
    ...(faults && codes.length > 0
      ? [entry(faults.measuredAtMs, `Reported faults: ${codes.join(", ")}`)]
      : []),
  ];
}

/** Told when it was heard again; until then its status tells. */
function tellSilences(coverage: readonly CoverageDay[]): StoryEntry[] {
  return coverage.flatMap(({ day }, at) => {
    const before = coverage[at - 1];
    if (!before) return [];
    const days = Math.round((Date.parse(day) - Date.parse(before.day)) / DAY_MS) - 1;
    return days * DAY_MS < SILENT_FOR_MS
      ? []
      : [entry(Date.parse(day), `Heard again after ${days} days without readings`)];
  });
}

function tellLateWeeks(coverage: readonly CoverageDay[]): StoryEntry[] {
  const weeks = new Map<number, { readings: number; late: number }>();
  for (const { day, readings, late } of coverage) {
    const monday = mondayOf(Date.parse(day));
    const week = weeks.get(monday) ?? { readings: 0, late: 0 };
    weeks.set(monday, { readings: week.readings + readings, late: week.late + late });
  }
  return [...weeks]
    .filter(([, { late }]) => late > 0)
    .slice(-MOST_WEEKS)
    .map(([monday, { readings, late }]) =>
      entry(
        monday,
        `Week of ${formatDay(monday, "UTC")}: ${formatCount(readings, "reading")}, ${late} of them late`,
      ),
    );
}

/** 1 January 1970 was a Thursday. */
const mondayOf = (dayMs: number): number => {
  const days = dayMs / DAY_MS;
  return (days - ((days + 3) % WEEK_DAYS)) * DAY_MS;
};
