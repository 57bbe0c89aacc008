import type { RideCount, RideCounts } from "@/lib/db/ride-days";
import { type FigureBlock, LEAST_RIDERS } from "@/lib/domain/figures";

/** Two digits that say something, and never less than tens. */
function blunt(rides: number): number {
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, rides))) - 1));
  return Math.round(rides / step) * step;
}

const shown = ({ rides, bikes }: RideCount): number | null => (bikes < LEAST_RIDERS ? null : blunt(rides));

/**
 * How many rides a block has and how many of them count: of at least ten bikes, and so blunt that the difference of two
 * of them tells nothing of a few rides.
 * @param suppressed rides that count and are in no cell of the block, and of how many riders.
 */
export const coverageOf = (counts: RideCounts, suppressed: RideCount): FigureBlock["coverage"] => ({
  all: shown(counts.all),
  counted: shown(counts.counted),
  out: {
    "no-rider": shown(counts.noRider),
    "no-consent": shown(counts.noConsent),
    withdrawn: shown(counts.withdrawn),
    suppressed: shown(suppressed),
  },
});

/**
 * How many riders or bikes are said to be there: whole tens, and another number only where at least ten have come or gone
 * since it was said last.
 * @returns what is kept as said, exact, and what is shown of it.
 */
export function saidNumber(
  before: number,
  now: number,
): { readonly kept: number; readonly shown: number | null } {
  const kept = Math.abs(now - before) >= LEAST_RIDERS ? now : before;
  return { kept, shown: kept < LEAST_RIDERS ? null : Math.floor(kept / LEAST_RIDERS) * LEAST_RIDERS };
}
