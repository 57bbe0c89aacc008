import type { Sample } from "./sample";
import { GAP_MS, type Step } from "./track";

/** A quantity over time, and the time over which it was measured. */
export interface OverTime {
  /** Unit of the quantity, times hours. */
  readonly perHour: number;
  readonly seconds: number;
}

/**
 * Integral of what samples measure over time (trapezoidal rule), between samples at most a minute apart that tell it.
 * @returns null where no two are.
 */
export function overTime(
  steps: readonly Step[],
  measure: (sample: Sample) => number | null,
): OverTime | null {
  let sum = 0;
  let measuredMs = 0;
  let before: { readonly timeMs: number; readonly value: number } | null = null;
  for (const { sample } of steps) {
    const value = measure(sample);
    if (value === null) continue;
    const { timeMs } = sample;
    if (before !== null && timeMs - before.timeMs <= GAP_MS) {
      sum += ((value + before.value) / 2) * (timeMs - before.timeMs);
      measuredMs += timeMs - before.timeMs;
    }
    before = { timeMs, value };
  }
  return measuredMs === 0 ? null : { perHour: sum / 3_600_000, seconds: measuredMs / 1_000 };
}

/** Least, greatest and mean of what samples tell; null where none does. */
export function spreadOf(
  steps: readonly Step[],
  measure: (sample: Sample) => number | null,
): { readonly least: number; readonly greatest: number; readonly mean: number } | null {
  const values = steps.flatMap(({ sample }) => measure(sample) ?? []);
  if (values.length === 0) return null;
  let [least, greatest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
  }
  return { least, greatest, mean: sum / values.length };
}
