import { repeat } from "../repeat";

const EVERY_MS = 5_000;
/** Longer than anything takes that is well and not held: a bulk, a rebalance, a session that has to run out. */
export const STUCK_AFTER_MS = 180_000;
/** Longer than what a lane has in flight takes at the slowest store that still gets on. */
export const HUNG_AFTER_MS = 900_000;
const USUAL = { stuckAfterMs: STUCK_AFTER_MS, hungAfterMs: HUNG_AFTER_MS };

interface Watched {
  readonly name: string;
  /** Of a lane in which records wait for their time: longer than that. */
  readonly patience?: { readonly stuckAfterMs: number; readonly hungAfterMs: number };
  /** Of the partitions that the lane reads; null while nobody knows. */
  readonly lag: () => { readonly records: number; readonly committed: string } | null;
  /** Since when the oldest records that it took over are not durable, ms; null where there are none. */
  readonly openSinceMs: () => number | null;
}

/**
 * Ends a process whose lane waits for no store and does not get on: it has records to read and commits nothing, or what
 * it took over long ago is not durable, whatever comes after it. Whatever hangs, a new process does not. Silent while a
 * store is waited for or Kafka does not answer.
 * @param onStuck is told in words.
 */
export function watchProgress(
  lanes: readonly Watched[],
  isHeld: () => boolean,
  now: () => number,
  onStuck: (fault: Error) => void,
): () => void {
  const since = new Map<string, { committed: string; atMs: number }>();
  let freeSinceMs = now();
  const lookAt = ({ name, lag, openSinceMs, patience = USUAL }: Watched) => {
    const { stuckAfterMs, hungAfterMs } = patience;
    const openMs = now() - Math.max(openSinceMs() ?? now(), freeSinceMs);
    if (openMs >= hungAfterMs)
      onStuck(new Error(`lane ${name} has had records in flight for ${hungAfterMs / 1_000} s`));
    const found = lag();
    const known = since.get(name);
    const isIdle = !found || found.records === 0 || isHeld() || known?.committed !== found.committed;
    if (isIdle) since.set(name, { committed: found?.committed ?? "", atMs: now() });
    else if (known && now() - known.atMs >= stuckAfterMs)
      onStuck(
        new Error(
          `lane ${name} has committed nothing for ${stuckAfterMs / 1_000} s although ${found.records} records wait`,
        ),
      );
  };
  const look = async () => {
    if (isHeld()) freeSinceMs = now();
    lanes.forEach(lookAt);
  };
  return repeat(EVERY_MS, look, (fault) =>
    onStuck(fault instanceof Error ? fault : new Error(String(fault))),
  );
}
