import type { StoryEntry } from "@/lib/bikes/story/models";
import { formatCount } from "@/lib/format/number";
import type { BikeState, CoverageDay } from "@/lib/telemetry/models";

/** What readings tell of a bike's story: the first and newest of them, and the faults that it reports. */
export function tellReadings(state: BikeState | null, coverage: readonly CoverageDay[]): StoryEntry[] {
  const entry = (atMs: number, text: string): StoryEntry => ({
    kind: "readings",
    atMs,
    text,
    by: null,
    reason: null,
  });
  const [first] = coverage;
  const late = coverage.reduce((sum, day) => sum + day.late, 0);
  const faults = state?.values.find(({ field }) => field === "error_codes");
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
    ...(faults && codes.length > 0
      ? [entry(faults.measuredAtMs, `Reported faults: ${codes.join(", ")}`)]
      : []),
  ];
}
