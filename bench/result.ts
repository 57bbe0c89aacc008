/** What a bench measured, what it aims at, and whether every goal is met. */
export interface BenchResult {
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: Readonly<Record<string, number>>;
  readonly ok: boolean;
}

/** Goals named after figures: `atLeast` for ratios that should be high, `atMost` for costs. */
export function judged(
  figures: Readonly<Record<string, number>>,
  goals: {
    readonly atLeast?: Readonly<Record<string, number>>;
    readonly atMost?: Readonly<Record<string, number>>;
  },
): BenchResult {
  const { atLeast = {}, atMost = {} } = goals;
  const met =
    Object.entries(atLeast).every(([name, goal]) => (figures[name] ?? Number.NaN) >= goal) &&
    Object.entries(atMost).every(([name, goal]) => (figures[name] ?? Number.NaN) <= goal);
  return { figures, goals: { ...atLeast, ...atMost }, ok: met };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** @param share 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
