/** Of so many altitudes the middle one counts: one that is wrong alone is none. */
const MEDIAN_OF = 5;
/** A rise or a fall counts from so much on, metres: less is the instrument's. */
export const COUNTS_FROM_M = 3;

/**
 * Metres climbed: the sum of rises of at least 3 m between turning points (hysteresis: O. H. Schmitt, A Thermionic Trigger, 1938)
 * of the running median of altitudes (J. W. Tukey, Exploratory Data Analysis, 1977).
 * @param altitudes in order of time, metres.
 */
export function climbOf(altitudes: readonly number[]): number {
  let climbed = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let isRising = false;
  for (const altitude of smoothed(altitudes)) {
    if (isRising) {
      if (altitude > high) {
        climbed += altitude - high;
        high = altitude;
      } else if (high - altitude >= COUNTS_FROM_M) {
        isRising = false;
        low = altitude;
      }
    } else if (altitude < low) low = altitude;
    else if (altitude - low >= COUNTS_FROM_M) {
      climbed += altitude - low;
      isRising = true;
      high = altitude;
    }
  }
  return climbed;
}

function smoothed(altitudes: readonly number[]): number[] {
  const half = Math.floor(MEDIAN_OF / 2);
  return altitudes.map((_, at) => {
    const around = altitudes.slice(Math.max(0, at - half), at + half + 1).sort((a, b) => a - b);
    return around[Math.floor(around.length / 2)] ?? 0;
  });
}
