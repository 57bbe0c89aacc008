import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
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
  const bikeId = ranges[0]?.bikeId;
  if (bikeId === undefined || !BIKE_ID_PATTERN.test(bikeId)) return null;
  const document = await reader.state("bike-state", bikeId, signal);
  if (document === null) return null;
  const visible = (atMs: number) =>
    ranges.some((range) => range.bikeId === bikeId && atMs >= range.fromMs && atMs < range.toMs);
  return toBikeState(parseStateDocument(document), positionsVisible(ranges), visible);
}
