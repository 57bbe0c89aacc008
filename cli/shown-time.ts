/** ISO 8601 in UTC; nothing for no time. */
export const shownTime = (timeMs: number | null): string =>
  timeMs === null || !(Math.abs(timeMs) <= 8.64e15) ? "" : new Date(timeMs).toISOString();
