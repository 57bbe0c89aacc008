import { z } from "zod";
import { FIELDS } from "@/lib/domain/fields";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { MAX_POINTS } from "./decimate";
import { historyOfBuckets } from "./history-of-buckets";
import { historyOfRows } from "./history-of-rows";
import type { BikeHistory } from "./models";
import { readRows } from "./read-rows";
import type { Reader } from "./reader";
import { boundsOf, fieldsToRead, positionsVisible } from "./visible-filter";

/** Beyond this many readings the extremes of equal stretches are asked for instead of every reading. */
const MAX_ROWS = 50_000;

export const BikeHistoryInput = z.object({
  /** Packet names of numeric fields, empty for all. */
  fields: z.array(z.string()).max(FIELDS.length).default([]),
  /** Most points per field, null points included. */
  points: z.number().int().min(10).max(MAX_POINTS).default(MAX_POINTS),
});
export type BikeHistoryInput = z.input<typeof BikeHistoryInput>;

/**
 * What one bike measured inside the visible ranges: a series per numeric field in API units, what arrived late, what is
 * missing, and the track where positions may be seen. Null when nothing of the range is visible.
 * @throws AppError `invalid` for an unknown field, `unavailable`.
 */
export async function getBikeHistory(
  reader: Reader,
  ranges: readonly VisibleRange[],
  input: BikeHistoryInput = {},
  signal?: AbortSignal,
): Promise<BikeHistory | null> {
  const { fields: names, points } = BikeHistoryInput.parse(input);
  const span = boundsOf(ranges);
  if (!span) return null;
  const positions = positionsVisible(ranges);
  const fields = fieldsToRead(names, positions).filter(
    (field) => field.kind === "number" && field.name !== "lat" && field.name !== "lon",
  );
  const needed = [
    ...fields,
    ...FIELDS.filter((field) => positions && (field.name === "lat" || field.name === "lon")),
  ];
  const { total, rows } = await readRows(reader, "bike-history", ranges, {
    fields: needed,
    limit: MAX_ROWS,
    signal,
  });
  if (total > MAX_ROWS) return historyOfBuckets(reader, ranges, span, { fields, points, positions, signal });
  return historyOfRows(rows, span, fields, positions, points);
}
