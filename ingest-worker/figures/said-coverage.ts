import { z } from "zod";
import type { Cells } from "@/lib/analytics/cells-of";
import type { RideCount, RideCounts } from "@/lib/db/ride-days";
import { type FigureBlock, LEAST_RIDERS } from "@/lib/domain/figures";

/** Two digits that say something, and never less than tens. */
function blunt(rides: number): number {
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, rides))) - 1));
  return Math.round(rides / step) * step;
}

const NAMES = ["all", "counted", "no-rider", "no-consent", "withdrawn", "suppressed"] as const;
const Said = z.object({ rides: z.number(), shown: z.number().nullable() });
/** What was said of a block's rides: exactly how many they were then, and what was shown of it. */
export const SaidCoverage = z.record(z.enum(NAMES), Said);
export type SaidCoverage = z.infer<typeof SaidCoverage>;

/** Nobody rides so often on a day. */
const OF_SEVERAL_PER_DAY = 100;

/**
 * How many rides a block has and how many of them count: of at least ten bikes, and so blunt that the difference of two
 * of them tells nothing of a few rides. Another number is said only where it differs by a tenth and by more rides than anybody has: that one
 * was rounded the other way would tell on which days somebody rode who withdrew.
 * @param before what was said, of a block that was as long over then; else null.
 * @param rest rides that count and are in no cell of the block. One that is in several cells is counted in each.
 */
export function saidCoverage(
  before: SaidCoverage | null,
  counts: RideCounts,
  rest: Cells,
  days: number,
): { readonly kept: SaidCoverage; readonly shown: FigureBlock["coverage"] } {
  const riders = new Set<string>();
  let suppressed = 0;
  for (const contributions of rest.values())
    for (const [rider, { rides }] of contributions) {
      riders.add(rider);
      suppressed += rides;
    }
  const say = (name: (typeof NAMES)[number], rides: number, bikes: number) => {
    const said = before?.[name];
    if (said && Math.abs(rides - said.rides) < Math.max(OF_SEVERAL_PER_DAY * days, said.rides / 10))
      return said;
    return { rides, shown: bikes < LEAST_RIDERS ? null : blunt(rides) };
  };
  const of = (name: (typeof NAMES)[number], { rides, bikes }: RideCount) => say(name, rides, bikes.length);
  const kept = {
    all: of("all", counts.all),
    counted: of("counted", counts.counted),
    "no-rider": of("no-rider", counts.noRider),
    "no-consent": of("no-consent", counts.noConsent),
    withdrawn: of("withdrawn", counts.withdrawn),
    suppressed: say("suppressed", suppressed, riders.size),
  };
  const { all, counted, ...out } = kept;
  const shown = {
    all: all.shown,
    counted: counted.shown,
    out: {
      "no-rider": out["no-rider"].shown,
      "no-consent": out["no-consent"].shown,
      withdrawn: out.withdrawn.shown,
      suppressed: out.suppressed.shown,
    },
  };
  return { kept, shown };
}

/** Different riders, and different bikes of each of them. */
interface Members {
  readonly riders: number;
  readonly bikes: number;
}

/**
 * How many riders and bikes are said to be there: whole tens, and others only where at least ten riders have come or gone since they
 * were said last. Bikes go with their riders: somebody may have ten, which come and go with that one.
 * @returns what is kept as said, exact, and what is shown of it.
 */
export function saidMembers(
  before: Members,
  now: Members,
): { readonly kept: Members; readonly shown: Readonly<Record<keyof Members, number | null>> } {
  const kept = Math.abs(now.riders - before.riders) >= LEAST_RIDERS ? now : before;
  const isTold = kept.riders >= LEAST_RIDERS;
  const shown = (many: number) => (isTold ? Math.floor(many / LEAST_RIDERS) * LEAST_RIDERS : null);
  return { kept, shown: { riders: shown(kept.riders), bikes: shown(kept.bikes) } };
}
