import { BIKE_ID_PATTERN, type Source } from "@/lib/domain/packet";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import type { BikeState } from "./models";
import type { Reader } from "./reader";
import { parseStateDocument } from "./state-row";
import { toBikeState } from "./to-bike-state";
import { positionsVisible } from "./visible-filter";

/**
 * The newest value of each field measured inside the visible ranges (pass ranges that reach from the service epoch to
 * now for the state as it is). Null when the bike has none.
 * @throws AppError `unavailable`.
 */
export async function getBikeState(
  reader: Reader,
  ranges: readonly VisibleRange[],
  signal?: AbortSignal,
): Promise<BikeState | null> {
  const bikeId = ranges[0]?.of;
  if (bikeId === undefined || !BIKE_ID_PATTERN.test(bikeId)) return null;
  const document = await reader.state("bike-state", bikeId, signal);
  if (document === null) return null;
  // A state has only what counts for its bike, whatever id it was reported under.
  const visible = (atMs: number, source: Source) =>
    ranges.some(
      (range) =>
        range.of === bikeId &&
        (range.source === null || range.source === source) &&
        atMs >= range.fromMs &&
        atMs < range.toMs,
    );
  return toBikeState(parseStateDocument(document), positionsVisible(ranges), visible);
}
