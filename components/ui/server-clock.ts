const TICK_MS = 1_000;

/** The server's clock as a page knows it: it goes on from when the page was made, in steps, while anybody looks at it. */
export interface ServerClock {
  /** Has `onTick` called at each step. @returns what ends that. */
  readonly subscribe: (onTick: () => void) => () => void;
  /** The last step, ms since epoch. */
  readonly now: () => number;
  /** When the page was made: what its parts are told while they are taken over. */
  readonly atFirst: () => number;
  /** Goes on from another moment, ms since epoch: the page was made again. */
  readonly correct: (serverNowMs: number) => void;
}

/** @param serverNowMs ms since epoch. */
export function serverClock(serverNowMs: number): ServerClock {
  let [fromMs, startedMs, nowMs] = [serverNowMs, performance.now(), serverNowMs];
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    nowMs = fromMs + performance.now() - startedMs;
    for (const listener of listeners) listener();
  };
  return {
    subscribe(onTick) {
      if (listeners.size === 0) {
        timer = setInterval(tick, TICK_MS);
        queueMicrotask(tick);
      }
      listeners.add(onTick);
      return () => {
        listeners.delete(onTick);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    now: () => nowMs,
    atFirst: () => serverNowMs,
    correct(againMs) {
      // The same page that is shown for the first time tells what is known.
      if (againMs === fromMs) return;
      [fromMs, startedMs] = [againMs, performance.now()];
      if (listeners.size > 0) tick();
    },
  };
}
