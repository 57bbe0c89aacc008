interface Bar {
  /** Of all, as "92.1 %", "< 0.1 %", or nothing. */
  readonly share: string;
  readonly heightPct: number;
}

/** Lowest share that is drawn, as a power of ten. */
const LOWEST = -4;
const TALLEST_PCT = 78;

/** Bars of shares on a logarithmic scale from a ten-thousandth to all; null where there is nothing. */
export function barsOf(counts: readonly number[]): Bar[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return counts.map((count) => {
    if (count === 0) return { share: "–", heightPct: 0 };
    const share = count / total;
    const place = (Math.max(LOWEST, Math.log10(share)) - LOWEST) / -LOWEST;
    const percent = 100 * share;
    return {
      share: percent < 0.1 ? "< 0.1 %" : `${percent.toFixed(percent === 100 ? 0 : 1)} %`,
      heightPct: Math.max(2, TALLEST_PCT * place),
    };
  });
}
