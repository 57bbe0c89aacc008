import { z } from "zod";
import { LATENESS_SECONDS } from "@/lib/domain/fields";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { IS_LATE } from "./bucket-query";
import type { CoverageDay } from "./models";
import type { Reader } from "./reader";
import { boundsOf, visibleReadings } from "./visible-filter";

export const CoverageInput = z.object({
  /** IANA name of the viewer's zone, in which days begin and end. */
  timeZone: z.string().refine(isTimeZone, "expected an IANA time zone").default("UTC"),
});
export type CoverageInput = z.input<typeof CoverageInput>;

const Day = z.object({
  key_as_string: z.string(),
  doc_count: z.number(),
  late: z.object({ doc_count: z.number() }),
  most: z.object({ value: z.number().nullable() }),
});
const Answer = z.object({ days: z.object({ buckets: z.array(Day) }) });

/**
 * Per day with readings, oldest first: how many, how many of them arrived late, and how late at most.
 * @throws AppError `unavailable`.
 */
export async function getCoverage(
  reader: Reader,
  ranges: readonly VisibleRange[],
  input: CoverageInput = {},
  signal?: AbortSignal,
): Promise<CoverageDay[]> {
  const { timeZone } = CoverageInput.parse(input);
  const bounds = boundsOf(ranges);
  if (!bounds) return [];
  const answer = await reader.readings(
    "bike-coverage",
    {
      ...bounds,
      filters: visibleReadings(ranges),
      body: {
        size: 0,
        aggs: {
          days: {
            date_histogram: {
              field: "@timestamp",
              calendar_interval: "day",
              time_zone: timeZone,
              format: "yyyy-MM-dd",
              min_doc_count: 1,
            },
            aggs: { late: { filter: IS_LATE }, most: { max: { field: LATENESS_SECONDS } } },
          },
        },
      },
    },
    signal,
  );
  if (answer.aggregations === undefined) return [];
  return Answer.parse(answer.aggregations).days.buckets.map((day) => ({
    day: day.key_as_string,
    readings: day.doc_count,
    late: day.late.doc_count,
    mostSeconds: day.most.value ?? 0,
  }));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
