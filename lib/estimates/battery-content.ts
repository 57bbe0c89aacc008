import type { RideFacts } from "./ride-facts";
import { sumOf } from "./sums";

/** Watt-hours that a per cent of charge stands for, and the variance of its logarithm. */
export interface PerCent {
  readonly wh: number;
  readonly variance: number;
  /** What it is known by. */
  readonly by: "capacity" | "rides" | "both";
}

/** Rated capacity is told for a slow discharge at 25 °C; health, where nobody tells it, is anything a battery in use has. */
const [RATED_VARIANCE, UNKNOWN_HEALTH_VARIANCE] = [0.04 ** 2, 0.08 ** 2];
const UNKNOWN_HEALTH_PCT = 92;
/** Voltage falls with charge: per cents are not all worth the same. */
const CURVE_VARIANCE = 0.04 ** 2;
/** A fall is told to whole per cents at worst: standard deviation of the difference of two roundings (1/√6). */
const FALL_ERROR_PCT = 0.41;
/** Less charge drawn in all says nothing of the battery. */
const LEAST_FALL_PCT = 20;

/**
 * What a per cent of the battery holds: by its capacity and health, by what own rides drew from it while its charge fell, or
 * by both, weighted by how well each is known (inverse variance).
 * @returns null where neither is known.
 */
export function perCentOf(
  capacityWh: number | null,
  healthPct: number | null,
  rides: readonly RideFacts[],
): PerCent | null {
  const rated = ratedOf(capacityWh, healthPct);
  const measured = measuredOf(rides);
  if (rated === null || measured === null) {
    if (rated !== null) return { ...rated, by: "capacity" };
    return measured === null ? null : { ...measured, by: "rides" };
  }
  const [a, b] = [1 / rated.variance, 1 / measured.variance];
  const wh = Math.exp((a * Math.log(rated.wh) + b * Math.log(measured.wh)) / (a + b));
  return { wh, variance: 1 / (a + b), by: "both" };
}

function ratedOf(capacityWh: number | null, healthPct: number | null) {
  if (capacityWh === null) return null;
  const health = (healthPct ?? UNKNOWN_HEALTH_PCT) / 100;
  return {
    wh: (capacityWh * health) / 100,
    variance: RATED_VARIANCE + (healthPct === null ? UNKNOWN_HEALTH_VARIANCE : 0),
  };
}

function measuredOf(rides: readonly RideFacts[]) {
  const told = rides.flatMap(({ drawnWh, fallPct }) =>
    drawnWh === null || fallPct === null ? [] : [{ drawnWh, fallPct }],
  );
  const fall = sumOf(told, ({ fallPct }) => fallPct);
  if (fall < LEAST_FALL_PCT) return null;
  const error = (told.length * FALL_ERROR_PCT ** 2) / fall ** 2;
  return { wh: sumOf(told, ({ drawnWh }) => drawnWh) / fall, variance: error + CURVE_VARIANCE };
}
