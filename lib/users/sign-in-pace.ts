/** Attempts that failed, and until when the next one has to wait (ms since epoch). */
export interface Attempts {
  readonly failures: number;
  /** When the last one was; up to one forgiven failure earlier where failures are forgiven meanwhile. */
  readonly lastAtMs: number;
  readonly lockedUntilMs: number;
}

export interface Pace {
  /** Failures that cost nothing. */
  readonly free: number;
  /** The longest wait after those. */
  readonly longestSeconds: number;
  /** Failures that are forgiven although attempts go on. */
  readonly forgivenPerHour: number;
}

/**
 * An address may be a whole office. What is guessed for an account at one address slows down that address only; the
 * account's own count is so wide, and forgives so much, that one address never fills it.
 */
export const PACES = {
  address: { free: 20, longestSeconds: 900, forgivenPerHour: 0 },
  accountAtAddress: { free: 4, longestSeconds: 300, forgivenPerHour: 0 },
  account: { free: 100, longestSeconds: 60, forgivenPerHour: 30 },
} as const satisfies Record<string, Pace>;

const HOUR_MS = 3_600_000;
/** An hour without attempts starts afresh. */
export const FORGOTTEN_AFTER_MS = HOUR_MS;

/** Seconds to wait before the attempt after this many failures: 2, 4, 8 … once the free ones are used up. */
export const waitSeconds = (failures: number, pace: Pace): number =>
  failures < pace.free ? 0 : Math.min(pace.longestSeconds, 2 ** (failures - pace.free + 1));

/**
 * Counts one more attempt as failed before it is tried, so that guesses at the same moment cannot share a count.
 * A success takes it back. While locked nothing is counted.
 */
export function takeAttempt(
  past: Attempts | null,
  nowMs: number,
  pace: Pace,
): { readonly kind: "go"; readonly next: Attempts } | { readonly kind: "wait"; readonly seconds: number } {
  if (past && past.lockedUntilMs > nowMs)
    return { kind: "wait", seconds: Math.ceil((past.lockedUntilMs - nowMs) / 1_000) };
  const { failures: before, lastAtMs } = remembered(past, nowMs, pace);
  const failures = before + 1;
  const lockedUntilMs = nowMs + waitSeconds(failures, pace) * 1_000;
  return { kind: "go", next: { failures, lastAtMs, lockedUntilMs } };
}

/** Whole failures are forgiven only; the time that is left over counts for the next one. */
function remembered(past: Attempts | null, nowMs: number, { forgivenPerHour }: Pace) {
  if (!past || nowMs - past.lastAtMs >= FORGOTTEN_AFTER_MS) return { failures: 0, lastAtMs: nowMs };
  if (forgivenPerHour === 0) return { failures: past.failures, lastAtMs: nowMs };
  const eachMs = HOUR_MS / forgivenPerHour;
  const forgiven = Math.max(0, Math.floor((nowMs - past.lastAtMs) / eachMs));
  return { failures: Math.max(0, past.failures - forgiven), lastAtMs: past.lastAtMs + forgiven * eachMs };
}
