import { byKey } from "@/lib/domain/by-key";
import { type Cohort, DELAY_EDGES_S, passedBins } from "./delays";

/** Rides that a step must rest on; with fewer, it is that of all strata together. */
const ENOUGH = 50;
/** Hours on which a step rests: the last that it can be seen for, so that it follows what changes. */
const HOURS_OF_A_STEP = 24 * 56;

/** Share of a stratum's rides that has come when so many bins have passed, by the number of bins. */
export type Development = readonly number[];

/**
 * How the rides of each stratum come in. From each bin to the next, the sum of the rides known by then is divided by that of
 * those known before, over the hours for which both have passed: the chain-ladder method (T. Mack, ASTIN Bulletin 23, 1993),
 * which does not mistake what has yet to come for what never will.
 * @returns of a stratum; one that is not known comes in like all together.
 */
export function developments(cohorts: readonly Cohort[], nowMs: number): (stratum: string) => Development {
  const together = stepsOf(cohorts, nowMs);
  const byStratum = byKey(cohorts, ({ stratum }) => stratum);
  const found = new Map<string, Development>();
  for (const [stratum, own] of byStratum) {
    const steps = stepsOf(own, nowMs);
    found.set(
      stratum,
      developed(steps.map((step, at) => (step.before >= ENOUGH ? step : (together[at] ?? step)))),
    );
  }
  const all = developed(together);
  return (stratum) => found.get(stratum) ?? all;
}

/** From so many bins to one more. */
interface Step {
  before: number;
  after: number;
}

function stepsOf(cohorts: readonly Cohort[], nowMs: number): Step[] {
  const steps: (Step & { firstMs: number | null })[] = DELAY_EDGES_S.slice(1).map(() => ({
    before: 0,
    after: 0,
    firstMs: null,
  }));
  for (const cohort of cohorts.toSorted((a, b) => b.startMs - a.startMs)) {
    const passed = passedBins(cohort, nowMs);
    let known = cohort.counts[0] ?? 0;
    for (const [at, step] of steps.entries()) {
      if (at + 2 > passed) break;
      const next = known + (cohort.counts[at + 1] ?? 0);
      step.firstMs ??= cohort.startMs;
      if (step.firstMs - cohort.startMs <= HOURS_OF_A_STEP * 3_600_000) {
        step.before += known;
        step.after += next;
      }
      known = next;
    }
  }
  return steps;
}

function developed(steps: readonly Step[]): Development {
  const shares: number[] = [1];
  for (const { before, after } of steps.toReversed()) {
    const later = shares[0] ?? 1;
    shares.unshift(before === 0 ? later : (later * before) / after);
  }
  return [0, ...shares];
}
