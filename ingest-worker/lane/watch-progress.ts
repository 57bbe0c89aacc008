import { repeat } from "../repeat";

const EVERY_MS = 5_000;
/** Longer than anything takes that is well and not held: a bulk, a rebalance, a session that has to run out. */
export const STUCK_AFTER_MS = 180_000;

interface Watched {
  readonly name: string;
  /** Null while nobody knows. */
  readonly lag: () => { readonly records: number; readonly committed: string } | null;
}

/**
 * Ends a process whose lane has records to read, waits for no store, and commits nothing: whatever hangs, a new process
 * does not. Silent while a store is waited for or Kafka does not answer.
 * @param onStuck is told in words.
 */
export function watchProgress(
  lanes: readonly Watched[],
  isHeld: () => boolean,
  now: () => number,
  onStuck: (fault: Error) => void,
): () => void {
  const since = new Map<string, { committed: string; atMs: number }>();
  const look = async () => {
    for (const { name, lag } of lanes) {
      const found = lag();
      const known = since.get(name);
      const isIdle = !found || found.records === 0 || isHeld() || known?.committed !== found.committed;
      if (isIdle) since.set(name, { committed: found?.committed ?? "", atMs: now() });
      else if (known && now() - known.atMs >= STUCK_AFTER_MS)
        onStuck(
          new Error(
            `lane ${name} has committed nothing for ${STUCK_AFTER_MS / 1_000} s although ${found.records} records wait`,
          ),
        );
    }
  };
  return repeat(EVERY_MS, look, (fault) =>
    onStuck(fault instanceof Error ? fault : new Error(String(fault))),
  );
}
