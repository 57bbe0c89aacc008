import { findRides } from "./find-rides";
import { movementOf } from "./movement";
import { type Interval, joined, regionOf } from "./region";
import type { Ride } from "./ride";
import { firstFrom, inOrder, type Sample } from "./sample";

const HOUR_MS = 3_600_000;
/** How far around a change is read, ms: most rides are short, and what is never parked is cut by days. */
const MARGINS_MS = [0.5 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS, 49 * HOUR_MS] as const;

/** Looked at together: so much time, as densely as it may be told, fits the memory. */
const TOGETHER_MS = 14 * 24 * HOUR_MS;

/** Intervals by bike. */
export type IntervalsOf = ReadonlyMap<string, readonly Interval[]>;

export interface FoundRides {
  /** The bike's rides that begin in these are the ones found, and no others. */
  readonly regions: readonly Interval[];
  /** In order. */
  readonly rides: readonly Ride[];
}

/** A change and what is known around it so far. */
interface Island {
  readonly bikeId: string;
  readonly changed: Interval;
  before: number;
  after: number;
  known: Interval;
  samples: readonly Sample[];
}

/**
 * Rides that readings of some intervals may have changed, from as few readings around these as it takes.
 * @param read all samples of the intervals, in any order; asked for those of many bikes at once.
 */
export async function findRidesAround(
  changes: IntervalsOf,
  read: (wanted: IntervalsOf) => Promise<ReadonlyMap<string, readonly Sample[]>>,
): Promise<Map<string, FoundRides>> {
  const found = new Map([...changes.keys()].map((bikeId) => [bikeId, new Finding()]));
  let open = [...changes].flatMap(([bikeId, intervals]) =>
    // What is read together anyway is one change.
    joined(intervals, 2 * MARGINS_MS[0]).map((changed): Island => {
      const nothing = { fromMs: changed.fromMs, toMs: changed.fromMs };
      return { bikeId, changed, before: 0, after: 0, known: nothing, samples: [] };
    }),
  );
  while (open.length > 0) {
    const some = fitting(open);
    await widen(some, read);
    const lacking = some.filter((island) => {
      const { samples, known, changed } = island;
      const part = regionOf(samples, movementOf(samples), known, changed);
      if (part.kind === "whole") {
        found.get(island.bikeId)?.take(part.region, findRides(samples));
        return false;
      }
      if (part.before) island.before++;
      if (part.after) island.after++;
      return true;
    });
    // These first: what they hold is let go of sooner.
    open = [...lacking, ...open.slice(some.length)];
  }
  return new Map([...found].map(([bikeId, finding]) => [bikeId, finding.inOrder()]));
}

class Finding {
  private readonly regions: Interval[] = [];
  private readonly rides = new Map<number, Ride>();

  take(region: Interval, rides: readonly Ride[]): void {
    this.regions.push(region);
    for (const ride of rides) if (isIn(region, ride.startMs)) this.rides.set(ride.startMs, ride);
  }

  inOrder(): FoundRides {
    const rides = [...this.rides.values()].sort((a, b) => a.startMs - b.startMs);
    return { regions: this.regions, rides };
  }
}

/** The first of them that fit the memory when they have been read; one at least. */
function fitting(islands: readonly Island[]): readonly Island[] {
  let sum = 0;
  const most = islands.findIndex(({ changed, before, after }, at) => {
    const { fromMs, toMs } = around(changed, MARGINS_MS[before], MARGINS_MS[after]);
    sum += toMs - fromMs;
    return at > 0 && sum > TOGETHER_MS;
  });
  return most < 0 ? islands : islands.slice(0, most);
}

/** Reads what the islands lack, all of it at once. */
async function widen(
  islands: readonly Island[],
  read: (wanted: IntervalsOf) => Promise<ReadonlyMap<string, readonly Sample[]>>,
): Promise<void> {
  const wanted = new Map<string, Interval[]>();
  const parts = islands.map(({ bikeId, changed, before, after, known }) => {
    const wider = around(changed, MARGINS_MS[before], MARGINS_MS[after]);
    const lacking =
      known.fromMs === known.toMs
        ? [wider]
        : [
            { fromMs: wider.fromMs, toMs: known.fromMs },
            { fromMs: known.toMs, toMs: wider.toMs },
          ].filter(({ fromMs, toMs }) => fromMs < toMs);
    wanted.set(bikeId, [...(wanted.get(bikeId) ?? []), ...lacking]);
    return { wider, lacking };
  });
  const found = await read(wanted);
  const sorted = new Map([...found].map(([bikeId, samples]) => [bikeId, [...samples].sort(inOrder)]));
  for (const [at, island] of islands.entries()) {
    const { wider = island.known, lacking = [] } = parts[at] ?? {};
    const own = sorted.get(island.bikeId) ?? [];
    const added = lacking.map(({ fromMs, toMs }) => own.slice(firstFrom(own, fromMs), firstFrom(own, toMs)));
    island.samples = [...island.samples, ...added.flat()].sort(inOrder);
    island.known = wider;
  }
}

const isIn = ({ fromMs, toMs }: Interval, timeMs: number): boolean => timeMs >= fromMs && timeMs < toMs;

function around({ fromMs, toMs }: Interval, before: number | undefined, after: number | undefined): Interval {
  if (before === undefined || after === undefined) throw new Error("two days around a change are enough");
  return { fromMs: fromMs - before, toMs: toMs + after };
}
