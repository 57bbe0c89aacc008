import { useEffect, useState } from "react";
import { type FoundBike, LookupAnswer } from "@/lib/domain/api-answers";

const TYPING_PAUSE_MS = 150;

/** What was found, and for which text; the bikes of the text before stay until then. */
export interface Looked {
  readonly text: string;
  readonly bikes: readonly FoundBike[];
  readonly hasFailed: boolean;
}

/** Looks up what is typed when the typing pauses; null while nothing is typed or no answer has come. */
export function useLookup(typed: string): Looked | null {
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    const text = typed.trim();
    if (text === "") return setLooked(null);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const bikes = await ask(text, stop.signal);
      if (!stop.signal.aborted) setLooked({ text, bikes: bikes ?? [], hasFailed: bikes === null });
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
  return looked;
}

async function ask(text: string, signal: AbortSignal): Promise<readonly FoundBike[] | null> {
  try {
    const answer = await fetch(`/api/v1/lookup?${new URLSearchParams({ q: text })}`, { signal });
    return answer.ok ? LookupAnswer.parse(await answer.json()).bikes : null;
  } catch {
    return null;
  }
}
