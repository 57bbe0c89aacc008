const HOUR_S = 3_600;
const DAY_S = 86_400;

/** Delays are told apart by these, seconds; what comes later than the last is told apart no more. */
export const DELAY_EDGES_S: readonly number[] = [
  ...[1, 3, 6, 12].map((hours) => hours * HOUR_S),
  ...[1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 42, 60, 90, 120, 180, 270, 400].map((days) => days * DAY_S),
];

/** Bins of delays: each to its edge, and one for all that is later. */
export const DELAY_BINS = DELAY_EDGES_S.length + 1;

/** Of a ride whose last reading came so many seconds after it was recorded. */
export function binOfDelay(settledS: number): number {
  const bin = DELAY_EDGES_S.findIndex((edge) => settledS <= edge);
  return bin === -1 ? DELAY_BINS - 1 : bin;
}

/**
 * Rides that began in the same hour and reach us in the same way.
 */
export interface Cohort {
  /** Client, source and model: what lateness depends on. */
  readonly stratum: string;
  /** When its hour began, ms since epoch. */
  readonly startMs: number;
  /** Rides by bin of the delay after which they were whole, `DELAY_BINS` of them. */
  readonly counts: readonly number[];
}

/** How many bins' edges have passed for all of the cohort's rides: 0 while none has. */
export function passedBins({ startMs }: Pick<Cohort, "startMs">, nowMs: number): number {
  const ageS = (nowMs - startMs) / 1_000 - HOUR_S;
  const passed = DELAY_EDGES_S.findIndex((edge) => edge > ageS);
  return passed === -1 ? DELAY_EDGES_S.length : passed;
}

/** Rides in the first so many bins. */
export function inFirst({ counts }: Pick<Cohort, "counts">, bins: number): number {
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) sum += counts[bin] ?? 0;
  return sum;
}
