import type { BikeRide } from "./models";

/** Energy is told per kilometre where it and the way were measured over most of the riding. */
const MEASURED_SHARE = 0.9;
const LEAST_M = 100;

type Measured = Pick<BikeRide, "onWay" | "distanceM" | "unrecordedM" | "dataShare">;

/** Wh/km of a ride, of the metres over which energy was measured; null where these are not most of the ride. */
export function energyPerKilometre({ onWay, distanceM, unrecordedM, dataShare }: Measured): number | null {
  if (onWay === null || dataShare < MEASURED_SHARE) return null;
  const isMeasured = onWay.metres >= LEAST_M && onWay.metres >= (distanceM + unrecordedM) * MEASURED_SHARE;
  return isMeasured ? onWay.wh / (onWay.metres / 1_000) : null;
}
