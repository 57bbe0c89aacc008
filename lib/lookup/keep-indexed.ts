import type { Database } from "@/lib/db/client";
import { indexBikes } from "./index-bikes";
import { isFileFirst } from "./is-file-first";

const REST_MS = 500;
/** Numbers as they were written are found at once; only a part of one, or one with a slip, waits for this. */
const LONGEST_WAIT_MS = 30_000;
const REST_AFTER_FAULT_MS = 5_000;

/**
 * Derives the numbers of bikes soon after each change, batch after batch while there are any. Those of a file wait for the
 * file's end, so that it is registered sooner, but not longer than half a minute.
 * @param db of the maker's login.
 * @returns stops it, and waits for the batch under way.
 */
export function keepIndexed(db: Database, onFault: (fault: unknown) => void): () => Promise<void> {
  const stop = new AbortController();
  const ended = run();
  return () => {
    stop.abort();
    return ended;
  };

  async function run(): Promise<void> {
    let waitingSince: number | null = null;
    while (!stop.signal.aborted) {
      let restMs = REST_MS;
      try {
        waitingSince = (await isFileFirst(db)) ? (waitingSince ?? performance.now()) : null;
        const waits = waitingSince !== null && performance.now() - waitingSince < LONGEST_WAIT_MS;
        if (!waits && (await indexBikes(db)) > 0) restMs = 0;
      } catch (fault) {
        onFault(fault);
        restMs = REST_AFTER_FAULT_MS;
      }
      if (restMs > 0) await rest(restMs, stop.signal);
    }
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
