import { gapsBetween, longestGaps } from "./gaps";
import type { Series } from "./models";

export interface Sample {
  readonly atMs: number;
  readonly value: number;
}
type Point = Series["points"][number];

/** A chart's worth: more points than pixels help nobody. */
export const MAX_POINTS = 1_000;
const SHARE_FOR_GAPS = 0.2;

/**
 * At most `limit` samples: of each stretch of equal time the smallest and the greatest at their true times, and the
 * first and the last of all. Values are never averaged, so a peak of one second survives a year.
 * @param samples ascending in time.
 * @param limit at least 4.
 */
export function decimate(samples: readonly Sample[], limit: number): Sample[] {
  const first = samples[0];
  const last = samples[samples.length - 1];
  if (!first || !last || samples.length <= limit) return [...samples];
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const widthMs = (last.atMs - first.atMs + 1) / stretches;
  const kept = new Set<Sample>([first, last]);
  let stretch = -1;
  let least = first;
  let most = first;
  const close = () => {
    kept.add(least);
    kept.add(most);
  };
  for (const sample of samples) {
    const at = Math.floor((sample.atMs - first.atMs) / widthMs);
    if (at !== stretch) {
      if (stretch >= 0) close();
      stretch = at;
      least = sample;
      most = sample;
    } else {
      if (sample.value < least.value) least = sample;
      if (sample.value > most.value) most = sample;
    }
  }
  close();
  return samples.filter((sample) => kept.has(sample));
}

/** A field's points for a chart: decimated, with a null in the middle of each gap of that field. */
export function toPoints(samples: readonly Sample[], limit = MAX_POINTS): Point[] {
  const gaps = longestGaps(
    gapsBetween(samples.map((sample) => sample.atMs)),
    Math.floor(limit * SHARE_FOR_GAPS),
  );
  const breaks: Point[] = gaps.map((gap) => ({ atMs: Math.floor((gap.fromMs + gap.toMs) / 2), value: null }));
  const kept: Point[] = decimate(samples, limit - breaks.length);
  return [...kept, ...breaks].sort((a, b) => a.atMs - b.atMs);
}
