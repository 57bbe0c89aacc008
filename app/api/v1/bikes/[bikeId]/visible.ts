import { askRegistration } from "@/app/ask-registration";
import type { Actor } from "@/lib/domain/actor";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { visibleRanges } from "@/lib/fleet/visible-ranges";

/**
 * What of a bike's readings the actor may see.
 * @throws AppError `not-found` when nothing: whether the bike exists is not told.
 */
export async function rangesOrNotFound(
  actor: Actor,
  bikeId: string,
  range: { fromMs: number; toMs: number },
): Promise<VisibleRange[]> {
  if (!BIKE_ID_PATTERN.test(bikeId)) throw unknownBike();
  const ranges = await visibleRanges(actor, bikeId, range, askRegistration);
  if (ranges.length === 0) throw unknownBike();
  return ranges;
}

export const unknownBike = (): AppError => new AppError("not-found", "No such bike, or not one of yours.");
