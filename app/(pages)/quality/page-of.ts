/** How far into a list the store goes, hits. */
const FARTHEST = 10_000;
export const PAGE_SIZE = 12;
/** Rows of the beginning of a list. */
const BEGINNING = 3;

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly size: number;
}

/** A page of a list. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly total: number;
  /** There may be more than `total`. */
  readonly isCut: boolean;
}

/** @param number 0 for the beginning of the list only. */
export const pageOf = (number: number): Page =>
  number === 0 ? { number: 1, size: BEGINNING } : { number, size: PAGE_SIZE };

/** Rows before the page; a page that is farther than the store goes has none of its own, and is the last that it has. */
export const skipOf = ({ number, size }: Page): number =>
  Math.min(number - 1, Math.floor(FARTHEST / size) - 1) * size;

export const pagesOf = (total: number): number =>
  Math.ceil(Math.min(total, FARTHEST - (FARTHEST % PAGE_SIZE)) / PAGE_SIZE);
