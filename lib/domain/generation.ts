import { LIVE_MAX_AGE_MS, MAX_AHEAD_MS } from "./placing";
import type { TimeWindow } from "./window";

/**
 * Generations of a window: its first index and, where that is sealed, the next, with the same bounds. Names are
 * `2026-w12`, `2026-w12-r2`, `2026-w12-r3`, …
 */
interface NamedGeneration {
  /** As `2026-w12`. */
  readonly window: string;
  /** 1 for the first. */
  readonly number: number;
}

export const generationName = ({ window, number }: NamedGeneration): string =>
  number === 1 ? window : `${window}-r${number}`;

/** Every generation of a window after its first, those included that come to be after they were last listed. */
export const laterGenerations = (window: string): string => `${window}-r*`;

/** The generation that a name means; null for any other name. */
export function generationNamed(name: string): NamedGeneration | null {
  const [, window, number] = /^(\d{4}-w\d{2})(?:-r([1-9]\d*))?$/.exec(name) ?? [];
  if (window === undefined || number === "1") return null;
  return { window, number: Number(number ?? 1) };
}

/**
 * When a week's window may be sealed, ms since epoch: when its readings no longer count as live (15 min), by a clock
 * that is behind as much as the edge lets a bike's be ahead (5 min). What comes later is stored in the next generation.
 */
export const sealableFromMs = ({ endMs }: TimeWindow): number => endMs + LIVE_MAX_AGE_MS + MAX_AHEAD_MS;
