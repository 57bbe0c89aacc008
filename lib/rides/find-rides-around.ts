import { inTurns } from "@/lib/in-turns";
import { ridesIn } from "./find-rides";
import {
  fitting,
  halvesOf,
  type IntervalsOf,
  type Island,
  islandsOf,
  type ReadAtMost,
  timeOf,
  widened,
} from "./island";
import { movementIn } from "./movement";
import { type Interval, regionOf } from "./region";
import type { Ride } from "./ride";

/** Looked at together: so much time, and so many samples, as the memory holds. */
const TOGETHER_MS = 14 * 24 * 3_600_000;
const TOGETHER_SAMPLES = 100_000;

export interface FoundRides {
  /** The bike's rides that begin in these are the ones found, and no others. */
  readonly regions: readonly Interval[];
  /** In order. */
  readonly rides: readonly Ride[];
}

/**
 * Rides that readings of some intervals may have changed, from as few readings around these as it takes. While it computes,
 * others have their turn.
 * @param most samples that are read together; of a change of an hour, and of what is ridden around one, all are.
 */
export async function findRidesAround(
  changes: IntervalsOf,
  read: ReadAtMost,
  most = TOGETHER_SAMPLES,
): Promise<Map<string, FoundRides>> {
  const found = new Map([...changes.keys()].map((bikeId) => [bikeId, new Finding()]));
  let open: readonly Island[] = islandsOf(changes);
  let togetherMs = TOGETHER_MS;
  while (open.length > 0) {
    const some = fitting(open, togetherMs, most);
    const rest = open.slice(some.length);
    const halves = some.length > 1 ? some : some.flatMap(halvesOf);
    const isAll = halves.length === 1;
    const giving = await widened(some, read, isAll ? Number.POSITIVE_INFINITY : most);
    if (giving === null && isAll) throw new Error("expected all samples, however many they are");
    if (giving === null) {
      togetherMs = timeOf(some) / 2;
      open = [...halves, ...rest];
      continue;
    }
    // These first: what they hold is let go of sooner.
    open = [...(await inTurns(lookAt(some, giving, found))), ...rest];
  }
  return new Map([...found].map(([bikeId, finding]) => [bikeId, finding.inOrder()]));
}

/** Finds the rides of islands that are given their samples; of those that need more, it says on which side. */
function* lookAt(
  islands: readonly Island[],
  giving: Generator<void, void>,
  found: ReadonlyMap<string, Finding>,
): Generator<void, Island[]> {
  yield* giving;
  const lacking: Island[] = [];
  for (const island of islands) {
    const { samples, known, changed } = island;
    const movements = yield* movementIn(samples);
    const part = regionOf(samples, movements, known, changed);
    yield;
    if (part.kind === "whole") {
      found.get(island.bikeId)?.take(part.region, yield* ridesIn(samples, movements));
      continue;
    }
    if (part.before) island.before++;
    if (part.after) island.after++;
    lacking.push(island);
  }
  return lacking;
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

const isIn = ({ fromMs, toMs }: Interval, timeMs: number): boolean => timeMs >= fromMs && timeMs < toMs;
