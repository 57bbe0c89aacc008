/** Waiting time before attempt `attempt` (from 1): doubles from `firstMs` to `maxMs`, full jitter of one half. */
export function backoffMs(attempt: number, random: number, firstMs = 100, maxMs = 30_000): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  return ceiling / 2 + (ceiling / 2) * random;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
