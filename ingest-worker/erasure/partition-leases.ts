/** That a partition ended here when it was asked. */
interface Told {
  readonly end: number;
  readonly askedAtMs: number;
}

/** Told and not read yet: more than these say nothing that the newest does not. */
const MOST_UNREAD = 16;

/**
 * For how long what was read of each partition of a topic counts as all that is in it: some seconds from the moment at
 * which it was asked where it ends, once it was read up to there. Times are ms of one clock that never goes back.
 */
export class PartitionLeases {
  private readonly unread: Told[][];
  private readonly knownAtMs: number[];

  constructor(count: number) {
    this.unread = Array.from({ length: count }, () => []);
    this.knownAtMs = Array.from({ length: count }, () => Number.NEGATIVE_INFINITY);
  }

  get partitions(): number[] {
    return [...this.knownAtMs.keys()];
  }

  /** A partition was told to end before `end` when it was asked. */
  tell(partition: number, end: number, askedAtMs: number): void {
    const unread = this.unread[partition];
    if (!unread) return;
    // The oldest is the first to be read up to; between it and the newest one is as good as another.
    if (unread.length >= MOST_UNREAD) unread.splice(1, 1);
    unread.push({ end, askedAtMs });
  }

  /** Takes what was told for known where it was read up to there. */
  settle(hasReadUpTo: (partition: number, end: number) => boolean): void {
    for (const [partition, unread] of this.unread.entries()) {
      const read = unread.filter(({ end }) => hasReadUpTo(partition, end));
      if (read.length === 0) continue;
      const newestMs = Math.max(...read.map(({ askedAtMs }) => askedAtMs), this.knownAtMs[partition] ?? 0);
      this.knownAtMs[partition] = newestMs;
      this.unread[partition] = unread.filter((told) => !read.includes(told) && told.askedAtMs > newestMs);
    }
  }

  /** Whether something was told up to which it was not read. */
  get hasUnread(): boolean {
    return this.unread.some((told) => told.length > 0);
  }

  /** Whether all of a partition counted as known within the last `forMs`. */
  isKnown(partition: number, nowMs: number, forMs: number): boolean {
    return nowMs - (this.knownAtMs[partition] ?? Number.NEGATIVE_INFINITY) < forMs;
  }
}
