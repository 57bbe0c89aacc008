/** Buckets by age, ms: where they begin and how wide each is. The last one takes everything older. */
const SCALES = [
  { fromMs: 0, stepMs: 10 },
  { fromMs: 1_000, stepMs: 100 },
  { fromMs: 10_000, stepMs: 1_000 },
] as const;
const ENDS_MS = 60_000;

const BEGINS_MS = SCALES.flatMap(({ fromMs, stepMs }, at) => {
  const endMs = SCALES[at + 1]?.fromMs ?? ENDS_MS;
  return Array.from({ length: (endMs - fromMs) / stepMs }, (_, bucket) => fromMs + bucket * stepMs);
}).concat(ENDS_MS);

/** Ages counted by bucket: to 10 ms below a second, to a tenth of themselves above. Those over a minute are one. */
export class AgeHistogram {
  private readonly counts = new Uint32Array(BEGINS_MS.length);

  add(ageMs: number): void {
    const bucket = bucketOf(ageMs);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }

  addAll({ counts }: AgeHistogram): void {
    for (let bucket = 0; bucket < counts.length; bucket++)
      this.counts[bucket] = (this.counts[bucket] ?? 0) + (counts[bucket] ?? 0);
  }

  /** The middle of the bucket that the median lies in, ms; null of nothing. */
  median(): number | null {
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    let below = 0;
    const bucket = this.counts.findIndex((count) => {
      below += count;
      return below * 2 >= total;
    });
    const [from = ENDS_MS, to = ENDS_MS] = BEGINS_MS.slice(bucket, bucket + 2);
    return (from + to) / 2;
  }
}

function bucketOf(ageMs: number): number {
  if (ageMs >= ENDS_MS) return BEGINS_MS.length - 1;
  let before = 0;
  for (const [at, { fromMs, stepMs }] of SCALES.entries()) {
    const endMs = SCALES[at + 1]?.fromMs ?? ENDS_MS;
    if (ageMs < endMs) return before + Math.floor((ageMs - fromMs) / stepMs);
    before += (endMs - fromMs) / stepMs;
  }
  return before;
}
