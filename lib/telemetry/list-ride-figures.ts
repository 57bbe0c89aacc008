import { RideDocument } from "@/lib/domain/ride-document";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { ridesWithin } from "./list-rides";
import type { Reader } from "./reader";

/** Older ones tell of another rider's season. */
const MOST_RIDES = 200;

/**
 * All that is kept of a bike's newest rides, the newest first, at most 200, of those that begin and end within what of it
 * the asker may see.
 * @throws AppError `unavailable`.
 */
export async function listRideFigures(
  reader: Reader,
  ranges: readonly VisibleRange[],
  signal?: AbortSignal,
): Promise<RideDocument[]> {
  const [first] = ranges;
  if (!first) return [];
  const answer = await reader.rides(
    "bike-ride-figures",
    { bool: { filter: ridesWithin(first.of, ranges) } },
    { size: MOST_RIDES, sort: [{ start: { order: "desc" } }], track_total_hits: false },
    signal,
  );
  return answer.hits.map(({ source }) => RideDocument.parse(source));
}
