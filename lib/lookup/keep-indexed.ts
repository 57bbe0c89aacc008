import type { Database } from "@/lib/db/client";
import { indexBikes } from "./index-bikes";

const REST_MS = 500;
const REST_AFTER_FAULT_MS = 5_000;

/**
 * Derives the numbers of bikes soon after each change, batch after batch while there are any.
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
    while (!stop.signal.aborted) {
      const restMs = await indexBikes(db).then(
        (changes) => (changes > 0 ? 0 : REST_MS),
        (fault) => {
          onFault(fault);
          return REST_AFTER_FAULT_MS;
        },
      );
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
