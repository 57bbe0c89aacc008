import { setTimeout as sleep } from "node:timers/promises";
import { type Launched, type LaunchOptions, launch } from "./launch";

export interface Kept {
  /** An orderly stop, for good. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A process that ran this long is taken to be well again. */
const WELL_AFTER_MS = 60_000;

/** Pause before the restart that follows this many failures in a row. */
export const pauseMs = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));

/**
 * Launches a process and launches it again, with growing pauses, whenever it ends by itself.
 * @param onTrouble is told in one sentence what ended and what happens next.
 * @throws Error when the first launch fails.
 */
export async function keepRunning(options: LaunchOptions, onTrouble: (what: string) => void): Promise<Kept> {
  const giveUp = new AbortController();
  let current: Launched | undefined = await launch(options);

  const watch = async (): Promise<void> => {
    let failures = 0;
    while (!giveUp.signal.aborted) {
      const launchedAt = performance.now();
      const how = current ? await current.ended : "it did not become ready";
      if (giveUp.signal.aborted) return;
      current = undefined;
      failures = performance.now() - launchedAt > WELL_AFTER_MS ? 1 : failures + 1;
      const waitMs = pauseMs(failures);
      onTrouble(`${options.name} ended (${how}); starting it again in ${waitMs / 1_000} s`);
      await sleep(waitMs, undefined, { signal: giveUp.signal }).catch(() => undefined);
      if (giveUp.signal.aborted) return;
      current = await launch(options).catch((fault: unknown) => {
        onTrouble(fault instanceof Error ? fault.message : String(fault));
        return undefined;
      });
      if (current) onTrouble(`${options.name} runs again`);
    }
  };
  const watching = watch();

  return {
    async stop() {
      giveUp.abort();
      await current?.stop();
      await watching;
      // A launch that was under way when the stop came.
      await current?.stop();
    },
  };
}
