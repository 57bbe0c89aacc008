import type { TimeSpan } from "./models";

/** Silence up to this long is never a gap. */
const SHORTEST_GAP_MS = 60_000;
/** A gap is this many times longer than the usual pause around it, so that a parked bike's slow rhythm is none. */
const TIMES_USUAL = 3;
const NEIGHBOURS = 5;

/**
 * Gaps between instants: silences over 60 s that are also over three times the usual pause before and after.
 * @param timesMs ascending event times, ms since epoch.
 */
export function gapsBetween(timesMs: readonly number[]): TimeSpan[] {
  const pauses = timesMs.slice(1).map((at, index) => at - (timesMs[index] ?? at));
  const gaps: TimeSpan[] = [];
  for (const [index, pause] of pauses.entries()) {
    if (pause <= SHORTEST_GAP_MS) continue;
    const before = median(pauses.slice(Math.max(0, index - NEIGHBOURS), index));
    const after = median(pauses.slice(index + 1, index + 1 + NEIGHBOURS));
    if (pause <= TIMES_USUAL * Math.max(before, after)) continue;
    gaps.push({ fromMs: timesMs[index] ?? 0, toMs: timesMs[index + 1] ?? 0 });
  }
  return gaps;
}

/** The longest `limit` gaps, in order of time. */
export function longestGaps(gaps: readonly TimeSpan[], limit: number): TimeSpan[] {
  if (gaps.length <= limit) return [...gaps];
  const byLength = [...gaps].sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
  return byLength.slice(0, limit).sort((a, b) => a.fromMs - b.fromMs);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
