import { repeat } from "../repeat";

const EVERY_MS = 5_000;
/** Longer than anything takes that is well and not held: a bulk, a rebalance, a session that has to run out. */
export const STUCK_AFTER_MS = 180_000;
/** Longer than one thing in flight takes at the slowest store that still gets on. */
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
 * Ends a process whose lane waits for no store and does not get on: it has records to read and commits nothing, or the oldest
 * that it took over stay the oldest, whatever comes after them. However many it took over, it gets on while others become the
 * oldest. Whatever hangs, a new process does not. Silent while a store is waited for or Kafka does not answer.
 * @param onStuck is told in words.
 */
export function watchProgress(
  lanes: readonly Watched[],
  isHeld: () => boolean,
  now: () => number,
  onStuck: (fault: Error) => void,
): () => void {
  const since = new Map<string, { committed: string; atMs: number }>();
  const oldest = new Map<string, { openMs: number; atMs: number }>();
  const lookAtOldest = ({ name, openSinceMs, patience = USUAL }: Watched) => {
    const openMs = openSinceMs();
    const known = oldest.get(name);
    if (openMs === null) oldest.delete(name);
    else if (isHeld() || known?.openMs !== openMs) oldest.set(name, { openMs, atMs: now() });
    else if (now() - known.atMs >= patience.hungAfterMs)
      onStuck(
        new Error(`lane ${name} has had the same records in flight for ${patience.hungAfterMs / 1_000} s`),
      );
  };
  const lookAtCommitted = ({ name, lag, patience = USUAL }: Watched) => {
    const { stuckAfterMs } = patience;
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
    for (const lane of lanes) {
      lookAtOldest(lane);
      lookAtCommitted(lane);
    }
  };
  return repeat(EVERY_MS, look, (fault) =>
    onStuck(fault instanceof Error ? fault : new Error(String(fault))),
  );
}
