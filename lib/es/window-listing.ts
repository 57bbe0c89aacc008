import { generationNamed, laterGenerations } from "@/lib/domain/generation";
import { type TimeWindow, windowsOf } from "@/lib/domain/window";
import type { Elasticsearch } from "./client";
import { asUnavailable } from "./search-fault";

const OLDEST_MS = 60_000;
/** A week that is not in the listing may have been created a moment ago: look again, but not at every question. */
const RETRY_MISSING_MS = 250;

interface TouchedWindows {
  /**
   * Existing indices of the windows that the range touches, oldest first, and for each window a pattern of its later
   * generations: one that has just been made is asked before it is listed.
   */
  readonly targets: readonly string[];
  /** How many indices of windows exist. */
  readonly existing: number;
}

export interface WindowListing {
  /** @throws AppError `unavailable` when the cluster does not answer. */
  touching(fromMs: number, toMs: number): Promise<TouchedWindows>;
  /** What was listed is not so any more: list again at the next question. */
  forget(): void;
}

/** The windows that exist, listed at most once a minute, sooner when a question touches a week not seen yet. */
export function createWindowListing(
  es: Elasticsearch,
  windowPrefix: string,
  now: () => number = Date.now,
): WindowListing {
  let listed: { atMs: number; byWindow: Promise<Map<string, string[]>> } | undefined;

  const current = (oldestMs: number): Promise<Map<string, string[]>> => {
    if (!listed || now() - listed.atMs > oldestMs) {
      const byWindow = list(es, windowPrefix);
      const entry = { atMs: now(), byWindow };
      listed = entry;
      byWindow.catch(() => {
        if (listed === entry) listed = undefined;
      });
    }
    return listed.byWindow;
  };

  return {
    forget() {
      listed = undefined;
    },
    async touching(fromMs, toMs) {
      const windows = windowsOf(fromMs, toMs);
      const known = await current(OLDEST_MS);
      if (windows.every((window) => known.has(window.name))) return touched(windows, known, windowPrefix);
      return touched(windows, await current(RETRY_MISSING_MS), windowPrefix);
    },
  };
}

function touched(
  windows: readonly TimeWindow[],
  known: ReadonlyMap<string, string[]>,
  prefix: string,
): TouchedWindows {
  return {
    targets: windows.flatMap(({ name }) => {
      const indices = known.get(name) ?? [];
      return indices.length === 0 ? [] : [...indices, prefix + laterGenerations(name)];
    }),
    existing: [...known.values()].reduce((sum, indices) => sum + indices.length, 0),
  };
}

async function list(es: Elasticsearch, prefix: string): Promise<Map<string, string[]>> {
  const answer = await es.indices
    .resolveIndex({ name: `${prefix}*` }, { requestTimeout: 10_000 })
    .catch((fault: unknown) => {
      throw asUnavailable("list-windows", fault);
    });
  const byWindow = new Map<string, string[]>();
  for (const { name } of answer.indices) {
    const window = generationNamed(name.slice(prefix.length))?.window;
    if (window) byWindow.set(window, [...(byWindow.get(window) ?? []), name]);
  }
  return byWindow;
}
