/** What a rider has in a cell, as digests tell it. */
export interface Told {
  /** Of each ride, in order: the same for the same ride under whatever name. */
  readonly rides: readonly string[];
  /** Whether this can be the first name of a person: of names under later grants nobody knows whose they are. */
  readonly counts: boolean;
}
/** By a digest of the rider's name. */
export type TellsOfCell = ReadonlyMap<string, Told>;

/** A rider who was in a publication. */
export interface SeenRider {
  readonly counts: boolean;
  /** The rides that the last publication has of the rider, in order; null where it has none. */
  readonly standing: readonly string[] | null;
}

/** A ride that was in a publication. */
export interface SeenRide {
  /** The first publication that it was in; they are numbered from 1. */
  readonly since: number;
  /** The rider who came with it, where that was somebody new who counts. */
  readonly cameWith: string | null;
  /** Whether it was once taken out by a publication that brought nobody. */
  readonly wasTakenOut: boolean;
}

/** All that was ever published of a cell, without any amount. */
export interface CellHistory {
  /** By which formula the last publication was made. */
  readonly formula: number;
  readonly publications: number;
  readonly riders: ReadonlyMap<string, SeenRider>;
  readonly rides: ReadonlyMap<string, SeenRide>;
}

export const NO_HISTORY: CellHistory = {
  formula: 0,
  publications: 0,
  riders: new Map(),
  rides: new Map(),
};

/** Whether a rider is new, and with a ride that is. */
export const isFresh = (
  { riders, rides }: CellHistory,
  rider: string,
  { counts, rides: own }: Told,
): boolean => counts && !riders.has(rider) && own.some((ride) => !rides.has(ride));

/** The history with a publication of all as it is now. */
export function published(before: CellHistory, formula: number, now: TellsOfCell): CellHistory {
  const since = before.publications + 1;
  const riders = new Map<string, SeenRider>();
  for (const [rider, seen] of before.riders) riders.set(rider, { ...seen, standing: null });
  const rides = new Map(before.rides);
  for (const [rider, told] of now) {
    const cameWith = isFresh(before, rider, told) ? rider : null;
    for (const ride of told.rides)
      if (!rides.has(ride)) rides.set(ride, { since, cameWith, wasTakenOut: false });
    riders.set(rider, { counts: riders.get(rider)?.counts ?? told.counts, standing: told.rides });
  }
  return { formula, publications: since, riders, rides };
}

/** The history with a publication that brings nobody and takes these riders out. */
export function takenOut(before: CellHistory, out: Iterable<string>): CellHistory {
  const riders = new Map(before.riders);
  const rides = new Map(before.rides);
  for (const rider of out) {
    const seen = riders.get(rider);
    if (!seen) continue;
    for (const name of seen.standing ?? []) {
      const ride = rides.get(name);
      if (ride) rides.set(name, { ...ride, wasTakenOut: true });
    }
    riders.set(rider, { ...seen, standing: null });
  }
  return { ...before, publications: before.publications + 1, riders, rides };
}

/** Whether the last publication stands on what a rider has. */
export const standsIn = ({ riders }: CellHistory, rider: string): boolean =>
  (riders.get(rider)?.standing ?? null) !== null;

/** Whether a rider has just the rides that were published. */
export const isAlike = (before: readonly string[], now: readonly string[] | undefined): boolean =>
  now !== undefined && before.length === now.length && before.every((ride, at) => ride === now[at]);
