import type { Cells } from "@/lib/analytics/cells-of";
import type { RideCount, RideCounts } from "@/lib/db/ride-days";
import { type FigureBlock, LEAST_RIDERS } from "@/lib/domain/figures";

/** Two digits that say something, and never less than tens. */
function blunt(rides: number): number {
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, rides))) - 1));
  return Math.round(rides / step) * step;
}

const shownOf = (rides: number, many: number): number | null => (many < LEAST_RIDERS ? null : blunt(rides));
const shown = ({ rides, bikes }: RideCount): number | null => shownOf(rides, bikes.length);

/**
 * How many rides a block has and how many of them count: of at least ten bikes, and so blunt that the difference of two
 * of them tells nothing of a few rides.
 * @param rest rides that count and are in no cell of the block. One that is in several cells is counted in each.
 */
export function coverageOf(counts: RideCounts, rest: Cells): FigureBlock["coverage"] {
  const riders = new Set<string>();
  let suppressed = 0;
  for (const contributions of rest.values())
    for (const [rider, { rides }] of contributions) {
      riders.add(rider);
      suppressed += rides;
    }
  return {
    all: shown(counts.all),
    counted: shown(counts.counted),
    out: {
      "no-rider": shown(counts.noRider),
      "no-consent": shown(counts.noConsent),
      withdrawn: shown(counts.withdrawn),
      suppressed: shownOf(suppressed, riders.size),
    },
  };
}

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
