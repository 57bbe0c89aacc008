const AHEAD_MS = 14 * 3_600_000;

/** The ISO day that it is where days begin first (UTC+14): nothing has been built on a later one, wherever the plant is. */
export const latestDay = (moment: Date): string =>
  new Date(moment.getTime() + AHEAD_MS).toISOString().slice(0, 10);
