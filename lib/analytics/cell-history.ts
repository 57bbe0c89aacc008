/** What a rider adds to a cell, as digests tell it. */
export interface Told {
  /** Another where the rider adds something else. */
  readonly contribution: string;
  /** Whether this can be the first name of a person: of names under later grants nobody knows whose they are. */
  readonly counts: boolean;
}
/** By a digest of the rider. */
export type TellsOfCell = ReadonlyMap<string, Told>;

/** A contribution that was in a publication. */
export interface SeenContribution {
  /** The first publication that it was in; they are numbered from 1. */
  readonly since: number;
  readonly counts: boolean;
  /** Whether it was once taken out by a publication that brought nothing. */
  readonly wasTakenOut: boolean;
}

/** All that was ever published of a cell, without any amount. */
export interface CellHistory {
  /** By which formula the last publication was made. */
  readonly formula: number;
  readonly publications: number;
  /** What the last publication stands on: contributions by rider. */
  readonly standing: ReadonlyMap<string, string>;
  /** Every contribution that any of them stood on. */
  readonly seen: ReadonlyMap<string, SeenContribution>;
}

export const NO_HISTORY: CellHistory = {
  formula: 0,
  publications: 0,
  standing: new Map(),
  seen: new Map(),
};

/** The history with a publication more. */
export function published(
  before: CellHistory,
  formula: number,
  standing: ReadonlyMap<string, string>,
  fresh: Iterable<Told>,
): CellHistory {
  const since = before.publications + 1;
  const seen = new Map(before.seen);
  for (const { contribution, counts } of fresh)
    if (!seen.has(contribution)) seen.set(contribution, { since, counts, wasTakenOut: false });
  return { formula, publications: since, standing, seen };
}

/** The history with a publication that brings nothing and takes these contributions out. */
export function takenOut(
  before: CellHistory,
  standing: ReadonlyMap<string, string>,
  out: Iterable<string>,
): CellHistory {
  const seen = new Map(before.seen);
  for (const contribution of out) {
    const known = seen.get(contribution);
    if (known) seen.set(contribution, { ...known, wasTakenOut: true });
  }
  return { formula: before.formula, publications: before.publications + 1, standing, seen };
}
