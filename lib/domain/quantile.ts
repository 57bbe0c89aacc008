import type { Figure } from "./measured";

/** How much of a histogram is at most `le`, the last of them infinite. */
export interface Bucket {
  readonly le: number;
  readonly count: number;
}

/**
 * A quantile of a cumulative histogram, linear within its bucket as Prometheus's `histogram_quantile` has it; null for an
 * empty one. Beyond the last bound it is that bound.
 */
export function quantileOf(buckets: readonly Bucket[], quantile: number): number | null {
  const ordered = buckets.toSorted((a, b) => a.le - b.le);
  const total = ordered.at(-1)?.count ?? 0;
  if (total === 0) return null;
  const rank = quantile * total;
  const at = ordered.findIndex(({ count }) => count >= rank);
  const bucket = ordered[at];
  if (!bucket) return null;
  const below = ordered[at - 1] ?? { le: 0, count: 0 };
  if (!Number.isFinite(bucket.le)) return below.le;
  const inside = bucket.count - below.count;
  return inside === 0 ? bucket.le : below.le + ((bucket.le - below.le) * (rank - below.count)) / inside;
}

/** The buckets of a histogram as its series have them, those of several added up. */
export function bucketsOf(figures: readonly Figure[]): Bucket[] {
  const counts = new Map<number, number>();
  for (const { labels, value } of figures) {
    const le = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le);
    counts.set(le, (counts.get(le) ?? 0) + value);
  }
  return [...counts].map(([le, count]) => ({ le, count }));
}
