"use client";

import { useEffect, useRef } from "react";

/** Asks again and again while the page is visible, one question at a time; at once when it becomes visible again. */
export function usePolling(ask: (signal: AbortSignal) => Promise<void>, everyMs: number): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    const turn = async () => {
      clearTimeout(timer);
      if (asking || document.visibilityState === "hidden") return;
      asking = true;
      await latest.current(stop.signal);
      asking = false;
      if (!stop.signal.aborted) timer = setTimeout(turn, everyMs);
    };
    timer = setTimeout(turn, everyMs);
    document.addEventListener("visibilitychange", turn);
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [everyMs]);
}
