import { findRides } from "./find-rides";
import { movementOf } from "./movement";
import { type Interval, regionOf } from "./region";
import type { Ride } from "./ride";
import { inOrder, type Sample } from "./sample";

const HOUR_MS = 3_600_000;
/** How far around a change is read, ms: most rides are short, and what is never parked is cut by days. */
const MARGINS_MS = [0.5 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS, 49 * HOUR_MS] as const;

export interface FoundRides {
  /** The bike's rides that begin in these are the ones found, and no others. */
  readonly regions: readonly Interval[];
  /** In order. */
  readonly rides: readonly Ride[];
}

/** A change and what is known around it so far. */
interface Island {
  readonly changed: Interval;
  before: number;
  after: number;
  known: Interval;
  samples: readonly Sample[];
}

/**
 * Rides that readings of some intervals may have changed, from as few readings around these as it takes.
 * @param read all samples of intervals, in any order; asked for all of them at once.
 */
export async function findRidesAround(
  changes: readonly Interval[],
  read: (intervals: readonly Interval[]) => Promise<readonly Sample[]>,
): Promise<FoundRides> {
  const regions: Interval[] = [];
  const rides = new Map<number, Ride>();
  let open = joined(changes).map((changed): Island => {
    const nothing = { fromMs: changed.fromMs, toMs: changed.fromMs };
    return { changed, before: 0, after: 0, known: nothing, samples: [] };
  });
  while (open.length > 0) {
    await widen(open, read);
    open = open.filter((island) => {
      const { samples, known, changed } = island;
      const found = regionOf(samples, movementOf(samples), known, changed);
      if (found.kind === "more") {
        if (found.before) island.before++;
        if (found.after) island.after++;
        return true;
      }
      const { region } = found;
      regions.push(region);
      for (const ride of findRides(samples)) if (isIn(region, ride.startMs)) rides.set(ride.startMs, ride);
      return false;
    });
  }
  return { regions, rides: [...rides.values()].sort((a, b) => a.startMs - b.startMs) };
}

/** Reads what the islands lack, all of it at once. */
async function widen(
  islands: readonly Island[],
  read: (intervals: readonly Interval[]) => Promise<readonly Sample[]>,
): Promise<void> {
  const wanted = islands.map(({ changed, before, after, known }) => {
    const wider = around(changed, MARGINS_MS[before], MARGINS_MS[after]);
    const lacking =
      known.fromMs === known.toMs
        ? [wider]
        : [
            { fromMs: wider.fromMs, toMs: known.fromMs },
            { fromMs: known.toMs, toMs: wider.toMs },
          ].filter(({ fromMs, toMs }) => fromMs < toMs);
    return { wider, lacking };
  });
  const found = [...(await read(wanted.flatMap(({ lacking }) => lacking)))].sort(inOrder);
  for (const [at, island] of islands.entries()) {
    const { wider = island.known, lacking = [] } = wanted[at] ?? {};
    const added = found.filter(({ timeMs }) => lacking.some((part) => isIn(part, timeMs)));
    island.samples = [...island.samples, ...added].sort(inOrder);
    island.known = wider;
  }
}

const isIn = ({ fromMs, toMs }: Interval, timeMs: number): boolean => timeMs >= fromMs && timeMs < toMs;

/** Changes that are read together anyway as one. */
function joined(changes: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { fromMs, toMs } of [...changes].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = found.at(-1);
    if (last && fromMs <= last.toMs + 2 * MARGINS_MS[0])
      found[found.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    else found.push({ fromMs, toMs });
  }
  return found;
}

function around({ fromMs, toMs }: Interval, before: number | undefined, after: number | undefined): Interval {
  if (before === undefined || after === undefined) throw new Error("two days around a change are enough");
  return { fromMs: fromMs - before, toMs: toMs + after };
}
