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

/** All ways to take one of each. */
export const crossOf = (lengths: readonly number[]): number[][] =>
  lengths.reduce<number[][]>(
    (ways, length) => ways.flatMap((way) => Array.from({ length }, (_, at) => [...way, at])),
    [[]],
  );
