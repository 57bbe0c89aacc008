import { byKey } from "@/lib/domain/by-key";
import { type Cohort, DELAY_BINS, inFirst, passedBins } from "./delays";
import { type Development, developments } from "./development";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** With fewer past days of the same age nothing is said of how far the share may be off. */
const LEAST_DAYS = 20;
const MOST_DAYS = 60;
const OLDEST_DAY = 400;
/** Of what was missing of an earlier block, so much has to have come since for it to tell something. */
const LEAST_COME = 0.5;
/** Of ten days, one is below the interval and one above. */
const BELOW = 0.1;
const ABOVE = 0.9;

/** Share of a block's rides that has come, and the interval in which it is in 80 % of such blocks; 0 to 1. */
export interface ArrivedShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface Bounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What share of the rides that begin in a block is known now. Expected are, in each hour and stratum, the known rides divided by the
 * share that has come of rides of that age. How far that may be off is what it was off for earlier blocks of the
 * same length when they were as old as this one is (split conformal prediction: J. Lei et al., JASA 113, 2018).
 * @returns of a block; null where lateness is not known: nothing has come, or of too few earlier blocks is known what they became.
 */
export function arrivedShares(
  cohorts: readonly Cohort[],
  nowMs: number,
): (block: Bounds) => ArrivedShare | null {
  const developmentOf = developments(cohorts, nowMs);
  const byHour = byKey(cohorts, ({ startMs }) => startMs);
  const within = ({ fromMs, toMs }: Bounds): Cohort[] => {
    const found: Cohort[] = [];
    for (let atMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS; atMs < toMs; atMs += HOUR_MS)
      found.push(...(byHour.get(atMs) ?? []));
    return found;
  };
  return (block) => {
    const wanted = within(block);
    const known = wanted.reduce((sum, cohort) => sum + inFirst(cohort, DELAY_BINS), 0);
    const { expected } = soFar(wanted, developmentOf, nowMs, nowMs);
    if (known === 0 || expected === 0) return null;
    const ratios: number[] = [];
    for (let days = 1; days <= OLDEST_DAY && ratios.length < MOST_DAYS; days++) {
      const before = { fromMs: block.fromMs - days * DAY_MS, toMs: block.toMs - days * DAY_MS };
      const ratio = becameOf(soFar(within(before), developmentOf, nowMs - days * DAY_MS, nowMs));
      if (ratio !== null) ratios.push(ratio);
    }
    return ratios.length < LEAST_DAYS ? null : shareWith(ratios, known, expected);
  };
}

function shareWith(ratios: readonly number[], known: number, expected: number): ArrivedShare {
  const sorted = ratios.toSorted((a, b) => a - b);
  const shareIf = (ratio: number) => known / Math.max(expected * ratio, known);
  const share = shareIf(1);
  return {
    share,
    low: Math.min(shareIf(rankOf(sorted, ABOVE)), share),
    high: Math.max(shareIf(rankOf(sorted, BELOW)), share),
  };
}

/** Rides of cohorts as they stood at a moment, and what became of them until another. */
interface SoFar {
  /** Known then, and expected then in the end. */
  readonly known: number;
  readonly expected: number;
  /** Expected then to be known now, and known now. */
  readonly expectedNow: number;
  readonly knownNow: number;
}

function soFar(
  cohorts: readonly Cohort[],
  developmentOf: (stratum: string) => Development,
  thenMs: number,
  nowMs: number,
): SoFar {
  let [known, expected, expectedNow, knownNow] = [0, 0, 0, 0];
  for (const cohort of cohorts) {
    const development = developmentOf(cohort.stratum);
    const [passedThen, passedNow] = [passedBins(cohort, thenMs), passedBins(cohort, nowMs)];
    const share = development[passedThen] ?? 1;
    if (share === 0) continue;
    const inTheEnd = inFirst(cohort, passedThen) / share;
    known += inFirst(cohort, passedThen);
    expected += inTheEnd;
    expectedNow += inTheEnd * (development[passedNow] ?? 1);
    knownNow += inFirst(cohort, passedNow);
  }
  return { known, expected, expectedNow, knownNow };
}

/**
 * What rides became, as a share of what was expected of them. What is still to come of them is taken to differ from what is
 * expected as counts do, by the root of their number; null where too little has come since to tell.
 */
function becameOf({ known, expected, expectedNow, knownNow }: SoFar): number | null {
  const missing = expected - known;
  const come = expectedNow - known;
  if (expected === 0 || come < missing * LEAST_COME) return null;
  const scale = come > 0 ? Math.sqrt(missing / come) : 1;
  return 1 + ((knownNow - expectedNow) / expected) * scale;
}

/** The value that a new one is below with this probability. */
function rankOf(sorted: readonly number[], probability: number): number {
  const rank = Math.min(Math.max(Math.round(probability * (sorted.length + 1)), 1), sorted.length);
  return sorted[rank - 1] ?? 1;
}
