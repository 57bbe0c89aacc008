import type { Bounds } from "@/lib/domain/live-view";
import type { BikeView } from "@/lib/live/models";

/** Around a single bike, degrees to each side. */
const NEAR_DEG = 0.01;

/** What a map shows first that is asked for one bike; null where its position was never reported. */
export function boundsAround(bike: BikeView | null): Bounds | null {
  if (!bike?.position) return null;
  const { lat, lon } = bike.position;
  return { west: lon - NEAR_DEG, south: lat - NEAR_DEG, east: lon + NEAR_DEG, north: lat + NEAR_DEG };
}
