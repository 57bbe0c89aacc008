/** Energy is told per kilometre where it and the way were measured over most of the riding. */
const MEASURED_SHARE = 0.9;
const LEAST_M = 100;

interface MeasuredEnergy {
  /** Energy on the metres over which it was measured; null where it was on none. */
  readonly onWay: { readonly wh: number; readonly metres: number } | null;
  readonly distanceM: number;
  readonly unrecordedM: number;
  /** Of the ride's time, 0 to 1. */
  readonly dataShare: number;
}

/** Wh/km of a ride, of the metres over which energy was measured; null where these are not most of the ride. */
export function energyPerKilometre(ride: MeasuredEnergy): number | null {
  const { onWay, distanceM, unrecordedM, dataShare } = ride;
  if (onWay === null || dataShare < MEASURED_SHARE) return null;
  const isMeasured = onWay.metres >= LEAST_M && onWay.metres >= (distanceM + unrecordedM) * MEASURED_SHARE;
  return isMeasured ? onWay.wh / (onWay.metres / 1_000) : null;
}
