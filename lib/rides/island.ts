import { type Interval, joined } from "./region";
import { firstFrom, inOrder, type Sample } from "./sample";

const HOUR_MS = 3_600_000;
/** How far around a change is read, ms: most rides are short, and what is never parked is cut by days. */
const MARGINS_MS = [0.5 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS, 49 * HOUR_MS] as const;
/** What is shorter is read whole, however dense it is. */
const LEAST_MS = HOUR_MS;

/** Intervals by bike. */
export type IntervalsOf = ReadonlyMap<string, readonly Interval[]>;

/**
 * All samples of intervals, in any order; asked for those of many bikes at once.
 * @returns null where there are more than `most`: less is to be asked for.
 */
export type ReadAtMost = (
  wanted: IntervalsOf,
  most: number,
) => Promise<ReadonlyMap<string, readonly Sample[]> | null>;

/** A change and what is known around it so far. */
export interface Island {
  readonly bikeId: string;
  readonly changed: Interval;
  before: number;
  after: number;
  known: Interval;
  samples: readonly Sample[];
}

/** Of a change of which nothing is known. */
const islandOf = (bikeId: string, changed: Interval): Island => ({
  ...{ bikeId, changed, before: 0, after: 0, samples: [] },
  known: { fromMs: changed.fromMs, toMs: changed.fromMs },
});

/** One for each change; what is read together anyway is one. */
export const islandsOf = (changes: IntervalsOf): Island[] =>
  [...changes].flatMap(([bikeId, intervals]) =>
    joined(intervals, 2 * MARGINS_MS[0]).map((changed) => islandOf(bikeId, changed)),
  );

/** Both halves of an island of which nothing is known; it alone where it is short, or something is. */
export function halvesOf(island: Island): readonly Island[] {
  const { bikeId, changed, known } = island;
  const { fromMs, toMs } = changed;
  if (toMs - fromMs <= LEAST_MS || known.fromMs < known.toMs) return [island];
  const middleMs = Math.floor((fromMs + toMs) / 2);
  return [islandOf(bikeId, { fromMs, toMs: middleMs }), islandOf(bikeId, { fromMs: middleMs, toMs })];
}

/** What is to be known of an island next. */
function widerOf({ changed: { fromMs, toMs }, before, after }: Island): Interval {
  const [beforeMs, afterMs] = [MARGINS_MS[before], MARGINS_MS[after]];
  if (beforeMs === undefined || afterMs === undefined) throw new Error("two days around a change are enough");
  return { fromMs: fromMs - beforeMs, toMs: toMs + afterMs };
}

/** How long all is together that is to be known of islands next, ms. */
export const timeOf = (islands: readonly Island[]): number =>
  islands.reduce((sum, island) => {
    const { fromMs, toMs } = widerOf(island);
    return sum + toMs - fromMs;
  }, 0);

/** The first of them of which no more is to be known, and no more is known, than that; one at least. */
export function fitting(islands: readonly Island[], mostMs: number, mostSamples: number): readonly Island[] {
  let [ms, samples] = [0, 0];
  const most = islands.findIndex((island, at) => {
    ms += timeOf([island]);
    samples += island.samples.length;
    return at > 0 && (ms > mostMs || samples > mostSamples);
  });
  return most < 0 ? islands : islands.slice(0, most);
}

/**
 * Reads what the islands lack, all of it at once.
 * @returns as work that yields; null where that is more than `most` samples: then nothing more is known of them.
 */
export async function widened(
  islands: readonly Island[],
  read: ReadAtMost,
  most: number,
): Promise<Generator<void, void> | null> {
  const wanted = new Map<string, Interval[]>();
  const parts = islands.map((island) => {
    const { bikeId, known } = island;
    const wider = widerOf(island);
    const lacking =
      known.fromMs === known.toMs
        ? [wider]
        : [
            { fromMs: wider.fromMs, toMs: known.fromMs },
            { fromMs: known.toMs, toMs: wider.toMs },
          ].filter(({ fromMs, toMs }) => fromMs < toMs);
    wanted.set(bikeId, [...(wanted.get(bikeId) ?? []), ...lacking]);
    return { island, wider, lacking };
  });
  const found = await read(wanted, most);
  return found === null ? null : given(parts, found);
}

function* given(
  parts: readonly {
    readonly island: Island;
    readonly wider: Interval;
    readonly lacking: readonly Interval[];
  }[],
  found: ReadonlyMap<string, readonly Sample[]>,
): Generator<void, void> {
  const sorted = new Map<string, readonly Sample[]>();
  for (const [bikeId, samples] of found) {
    sorted.set(bikeId, [...samples].sort(inOrder));
    yield;
  }
  for (const { island, wider, lacking } of parts) {
    const own = sorted.get(island.bikeId) ?? [];
    const added = lacking.map(({ fromMs, toMs }) => own.slice(firstFrom(own, fromMs), firstFrom(own, toMs)));
    island.samples = [...island.samples, ...added.flat()].sort(inOrder);
    island.known = wider;
    yield;
  }
}
