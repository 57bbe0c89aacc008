import { climbOf } from "./climb";
import type { Sample } from "./sample";

/**
 * Metres climbed on a track, by each altimeter over its own runs: two of them differ by what no bike climbs where one takes
 * the other's place.
 * @returns null where fewer than two altitudes are told.
 */
export function climbIn(samples: readonly Sample[]): number | null {
  const runs: number[][] = [];
  let before: Sample | null = null;
  let told = 0;
  for (const sample of samples) {
    if (sample.altitudeM === null) continue;
    const run = runs.at(-1);
    if (run && before?.source === sample.source && before.reportedAs === sample.reportedAs)
      run.push(sample.altitudeM);
    else runs.push([sample.altitudeM]);
    before = sample;
    told++;
  }
  return told < 2 ? null : Math.round(runs.reduce((sum, run) => sum + climbOf(run), 0));
}
