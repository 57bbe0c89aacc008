import type { Amount } from "./figure";

/** A key of an axis, and what it is called; null for groups that were published together, each of too few riders. */
interface AxisKey {
  readonly key: string | null;
  readonly label: string;
  /** Whether more of its rides may still come. */
  readonly isUnfinished: boolean;
}

/** Along what rows are laid: time, a grouping, or the bins of a histogram. */
export interface Axis {
  readonly name: string;
  readonly label: string;
  readonly kind: "time" | "group" | "bin";
  readonly keys: readonly AxisKey[];
}

/** One group in one time. */
export interface Row {
  /** Places in the keys of each axis. */
  readonly at: readonly number[];
  /** In the order of the figures. */
  readonly amounts: readonly Amount[];
  /** Of the period before; null where none is compared, or its time is of another number of days. */
  readonly previous: readonly Amount[] | null;
}

/** What a report tells, row by row. */
export interface Rows {
  readonly axes: readonly Axis[];
  readonly rows: readonly Row[];
  /** How many rows there are, those left out included. */
  readonly all: number;
  readonly total: readonly Amount[];
  readonly previousTotal: readonly Amount[] | null;
}

/** As many as a page holds. */
export const MOST_ROWS = 500;

/** Places in the keys of each axis. */
type Places = readonly number[];

/** All ways to take one of each, the last one changing first; each is made when it is asked for. */
export function* crossOf(choices: readonly Places[]): Generator<Places> {
  const [first, ...others] = choices;
  if (first === undefined) yield [];
  else for (const place of first) for (const way of crossOf(others)) yield [place, ...way];
}

/**
 * The first rows along these axes, and how many there are: one for every pair of keys, and of what has no key those that occur.
 * Places by days are millions, of which no more are made than are kept.
 * @param occurring rows of which something is told, in any order and each once; those of keys alone need not be among them.
 */
export function firstRows(
  axes: readonly Axis[],
  occurring: readonly Places[],
): { readonly kept: readonly Places[]; readonly all: number } {
  const keyed = axes.map(({ keys }) => keys.flatMap(({ key }, at) => (key === null ? [] : [at])));
  const pairs = keyed.reduce((product, { length }) => product * length, 1);
  const keyless = occurring.filter((at) => at.some((place, axis) => axes[axis]?.keys[place]?.key === null));
  const kept = pairs === 0 ? [] : [...take(crossOf(keyed), MOST_ROWS)];
  return {
    kept: [...kept, ...keyless].toSorted(inOrder).slice(0, MOST_ROWS),
    all: pairs + keyless.length,
  };
}

function* take<T>(all: Iterable<T>, most: number): Generator<T> {
  let taken = 0;
  for (const one of all) {
    if (taken++ === most) return;
    yield one;
  }
}

function inOrder(one: Places, other: Places): number {
  const axis = one.findIndex((place, at) => place !== other[at]);
  return axis === -1 ? 0 : (one[axis] ?? 0) - (other[axis] ?? 0);
}
