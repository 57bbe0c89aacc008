import type { Field } from "@/lib/domain/fields";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import type { Reader } from "./reader";
import {
  parseReadingRow,
  READING_ORDER,
  READING_ORDER_OF_MANY_IDS,
  type ReadingRow,
  sourceFields,
} from "./reading-row";
import { areOfManyIds, boundsOf, visibleReadings } from "./visible-filter";

const PAGE = 10_000;

/**
 * All readings of the ranges in order of time and source, if they are at most `limit`.
 * @returns rows and their number; no rows when there are more than `limit` (the number is then a lower bound).
 * @throws AppError `unavailable`.
 */
export async function readRows(
  reader: Reader,
  operation: string,
  ranges: readonly VisibleRange[],
  options: { fields: readonly Field[]; limit: number; signal: AbortSignal | undefined },
): Promise<{ total: number; rows: ReadingRow[] }> {
  const bounds = boundsOf(ranges);
  if (!bounds) return { total: 0, rows: [] };
  const rows: ReadingRow[] = [];
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const answer = await reader.readings(
      operation,
      {
        ...bounds,
        filters: visibleReadings(ranges),
        body: {
          size: PAGE,
          sort: areOfManyIds(ranges) ? READING_ORDER_OF_MANY_IDS : READING_ORDER,
          track_total_hits: after ? false : options.limit + 1,
          _source: sourceFields(options.fields),
          ...(after ? { search_after: after } : {}),
        },
      },
      options.signal,
    );
    if (!after && answer.total > options.limit) return { total: answer.total, rows: [] };
    rows.push(...answer.hits.map(parseReadingRow));
    after = answer.hits[answer.hits.length - 1]?.sort;
    if (answer.hits.length < PAGE || !after) return { total: rows.length, rows };
  }
}
