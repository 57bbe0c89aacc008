"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { Stale } from "@/components/states/stale";
import { Age } from "@/components/ui/clock";
import { BikeAnswer } from "@/lib/domain/api-answers";
import type { BikeState, TimeSpan } from "@/lib/telemetry/models";
import { fromBikeAnswer } from "./from-bike-answer";
import { usePolling } from "./use-polling";

const EVERY_MS = 3_000;
const TIMEOUT_MS = 5_000;
/** One lost answer is no news. */
const FAILURES_UNTIL_STALE = 2;
/** The charts are asked for again at most this often. */
const CHARTS_EVERY_MS = 15_000;

const LiveStateContext = createContext<BikeState | null>(null);

/**
 * Keeps a bike's newest values fresh below it and says so above them when it cannot. When a newer reading falls into
 * the range that is shown, the page is asked for again.
 */
export function LiveStateProvider({
  initial,
  range,
  children,
}: {
  initial: BikeState;
  range: TimeSpan;
  children: ReactNode;
}) {
  const router = useRouter();
  const [state, setState] = useState(initial);
  const [failures, setFailures] = useState(0);
  const chartsAtMs = useRef(0);
  useEffect(() => setState(initial), [initial]);

  usePolling(async (signal) => {
    const next = await askState(initial.bikeId, signal);
    if (signal.aborted) return;
    setFailures(next ? 0 : (count) => count + 1);
    if (!next) return;
    setState(next);
    const seen = next.newestAtMs > initial.newestAtMs && next.newestAtMs < range.toMs;
    if (seen && performance.now() - chartsAtMs.current > CHARTS_EVERY_MS) {
      chartsAtMs.current = performance.now();
      router.refresh();
    }
  }, EVERY_MS);

  return (
    <LiveStateContext value={state}>
      {failures >= FAILURES_UNTIL_STALE ? (
        <Stale>
          Not refreshed at present; the newest value known here was measured <Age atMs={state.newestAtMs} />.
        </Stale>
      ) : null}
      {children}
    </LiveStateContext>
  );
}

/** The newest state known; the one given where there is no provider above. */
export function useLiveState(initial: BikeState): BikeState {
  return useContext(LiveStateContext) ?? initial;
}

async function askState(bikeId: string, signal: AbortSignal): Promise<BikeState | null> {
  try {
    const answer = await fetch(`/api/v1/bikes/${encodeURIComponent(bikeId)}/state`, {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return answer.ok ? fromBikeAnswer(BikeAnswer.parse(await answer.json())) : null;
  } catch {
    return null;
  }
}
