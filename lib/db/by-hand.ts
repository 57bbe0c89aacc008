/** Bikes that people change at once by hand, at most: more are those of a file, which may wait for its end. */
export const MOST_BY_HAND = 200;
