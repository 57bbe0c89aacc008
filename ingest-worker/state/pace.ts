/** Between two cycles of writes: the second when many bikes wait, the first when few do. */
const PAUSE_MS = { few: 50, many: 250 };
/** Between two writes of one bike that many readings come of; the same. */
const INTERVAL_MS = { few: 250, many: 1_000 };
/** A bike that no more readings came of since its last write is written soon. */
const CALM_CHANGES = 2;

const between = ({ few, many }: { few: number; many: number }, load: number): number =>
  few + load * (many - few);

/** @param load from 0, few bikes wait, to 1, many do. */
export const pauseMs = (load: number): number => between(PAUSE_MS, load);

/** How long a bike waits after a write at most; `load` as above. */
export const longestMs = (load: number): number => between(INTERVAL_MS, load);

/**
 * Whether a bike is to be written in a cycle that begins at `nowMs`. What many readings come of waits longer the more
 * bikes wait. Few readings never do: with an interval as long as that between its readings, a bike that was behind once
 * would stay behind.
 */
export const isDue = (
  bike: { readonly changes: number; readonly writtenAtMs: number },
  nowMs: number,
  load: number,
): boolean => nowMs - bike.writtenAtMs >= (bike.changes <= CALM_CHANGES ? INTERVAL_MS.few : longestMs(load));
