/** Between two cycles of writes: the second when many bikes wait, the first when few do. */
const PAUSE_MS = { few: 50, many: 250 };
/** Between two writes of one bike; the same. */
const INTERVAL_MS = { few: 250, many: 2_000 };
/** What reached the edge so long ago is being caught up with: nobody waits for it within a second. */
const FRESH_MS = 5_000;

const between = ({ few, many }: { few: number; many: number }, load: number): number =>
  few + load * (many - few);

/** @param load from 0, few bikes wait, to 1, many do. */
export const pauseMs = (load: number): number => between(PAUSE_MS, load);

/** How long a bike waits after a write at most; `load` as above. */
export const longestMs = (load: number): number => between(INTERVAL_MS, load);

/** Of the process, which only goes on, and of the day. */
export interface Clocks {
  readonly elapsedMs: number;
  readonly nowMs: number;
}

/**
 * Whether a bike is to be written now. One that is being caught up with waits longer the more bikes wait, so that it is
 * not written for every packet. One that something just arrived of never does: with an interval as long as that between
 * its readings, it would stay a reading behind once it was behind.
 * @param bike its newest arrival by the edge's clock, and its last write by that of the process.
 */
export function isDue(
  bike: { readonly newestArrivalMs: number; readonly writtenAtMs: number },
  { elapsedMs, nowMs }: Clocks,
  load: number,
): boolean {
  const isFresh = nowMs - bike.newestArrivalMs <= FRESH_MS;
  return elapsedMs - bike.writtenAtMs >= (isFresh ? INTERVAL_MS.few : longestMs(load));
}
