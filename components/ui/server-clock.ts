const TICK_MS = 1_000;

/** The server's clock as a page knows it: it goes on from when the page was made, in steps, while anybody looks at it. */
export interface ServerClock {
  /** Has `onTick` called at each step. @returns what ends that. */
  readonly subscribe: (onTick: () => void) => () => void;
  /** The last step, ms since epoch. */
  readonly now: () => number;
  /** When the page was made: what its parts are told while they are taken over. */
  readonly atFirst: () => number;
}

/** @param serverNowMs ms since epoch. */
export function serverClock(serverNowMs: number): ServerClock {
  const startedMs = performance.now();
  const listeners = new Set<() => void>();
  let nowMs = serverNowMs;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    nowMs = serverNowMs + performance.now() - startedMs;
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
  };
}
