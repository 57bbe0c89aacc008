/** Attempts that failed for one account or address, and until when the next one has to wait (ms since epoch). */
export interface Attempts {
  readonly failures: number;
  readonly lastAtMs: number;
  readonly lockedUntilMs: number;
}

/** How many failures cost nothing, and the longest wait after that. */
export interface Pace {
  readonly free: number;
  readonly longestSeconds: number;
}

/** An address may be a whole office; an account is one person. */
export const PACES = {
  account: { free: 4, longestSeconds: 300 },
  address: { free: 20, longestSeconds: 900 },
} as const satisfies Record<string, Pace>;

const FORGOTTEN_AFTER_MS = 3_600_000;

/** Seconds to wait before the attempt after this many failures: 2, 4, 8 … once the free ones are used up. */
export const waitSeconds = (failures: number, pace: Pace): number =>
  failures < pace.free ? 0 : Math.min(pace.longestSeconds, 2 ** (failures - pace.free + 1));

/**
 * Counts one more attempt as failed before it is tried, so that guesses at the same moment cannot share a count.
 * A success takes it back. An hour without attempts starts afresh. While locked nothing is counted.
 */
export function takeAttempt(
  past: Attempts | null,
  nowMs: number,
  pace: Pace,
): { readonly kind: "go"; readonly next: Attempts } | { readonly kind: "wait"; readonly seconds: number } {
  if (past && past.lockedUntilMs > nowMs)
    return { kind: "wait", seconds: Math.ceil((past.lockedUntilMs - nowMs) / 1_000) };
  const before = past && nowMs - past.lastAtMs < FORGOTTEN_AFTER_MS ? past.failures : 0;
  const failures = before + 1;
  const lockedUntilMs = nowMs + waitSeconds(failures, pace) * 1_000;
  return { kind: "go", next: { failures, lastAtMs: nowMs, lockedUntilMs } };
}
