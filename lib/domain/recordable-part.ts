/** Before any service's epoch nothing was recorded; ahead of now nothing is kept for longer than a clock's zone is wrong. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LONGEST_AHEAD_MS = 86_400_000;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of a range (ms since epoch) in which anything can have been recorded: empty, but a range, where there is none. */
export function recordablePart({ fromMs, toMs }: Span, nowMs: number): Span {
  const within = (atMs: number) => Math.min(Math.max(atMs, EARLIEST_MS), nowMs + LONGEST_AHEAD_MS);
  return { fromMs: within(fromMs), toMs: within(toMs) };
}
