import { sealableFromMs } from "@/lib/domain/generation";
import type { Names } from "@/lib/domain/names";
import { windowNamed } from "@/lib/domain/window";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "@/lib/es/client";
import { type Generation, listGenerations } from "@/lib/es/list-generations";
import { sealIndex } from "@/lib/es/seal-index";

interface SealingOptions {
  readonly nowMs: number;
  /** Only tells what would be sealed. */
  readonly isDryRun: boolean;
}

/**
 * Seals whatever is open of a week, as user `maintenance`; what comes for it from then on is stored in its next generation.
 * @param week as `2026-w12`.
 * @returns the generations that were open, first the older ones; none where all were sealed already.
 * @throws AppError `invalid` for what names no week, `conflict` while the week is live, `not-found` where it has no window.
 */
export async function sealWindow(
  es: Elasticsearch,
  names: Names,
  week: string,
  { nowMs, isDryRun }: SealingOptions,
): Promise<readonly Generation[]> {
  const window = windowNamed(week);
  if (!window) throw new AppError("invalid", `expected a week as 2026-w12, got "${week}"`);
  const fromMs = sealableFromMs(window);
  if (nowMs < fromMs)
    throw new AppError(
      "conflict",
      `${week} is live: it can be sealed from ${new Date(fromMs).toISOString()} on`,
    );
  const generations = (await listGenerations(es, names.windowPrefix)).get(week);
  if (!generations) throw new AppError("not-found", `expected a week that has a window, got ${week}`);
  const open = generations.filter(({ sealedAt }) => sealedAt === null);
  if (!isDryRun) for (const { index } of open) await sealIndex(es, index, nowMs);
  return open;
}
