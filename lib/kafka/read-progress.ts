interface Offsets {
  readonly partition: number;
  /** Where reading begins. */
  readonly from: number;
  /** Behind the last record that was there then. */
  readonly end: number;
}

/** Retention may delete the last records before an end, which then never comes. */
const NOTHING_CAME_FOR_MS = 5_000;

/** How far a topic was read, by partition. Times are ms of one clock. */
export class ReadProgress {
  private readonly next = new Map<number, number>();
  private readonly ends = new Map<number, number>();
  private readonly highs = new Map<number, number>();
  private quietSinceMs: number | null = null;
  private fetchedAtMs: number | null;
  private reached = false;

  /** @param toldAtMs when the broker told the offsets. */
  constructor(offsets: readonly Offsets[], toldAtMs: number) {
    this.fetchedAtMs = toldAtMs;
    for (const { partition, from, end } of offsets) {
      this.next.set(partition, from);
      this.ends.set(partition, end);
      this.highs.set(partition, end);
    }
  }

  /** Next offset of each partition. */
  positions(): { partition: number; offset: string }[] {
    return [...this.next].map(([partition, offset]) => ({ partition, offset: String(offset) }));
  }

  /** Records up to `last` were handed over; the partition ends before `high` now. */
  read(partition: number, last: number, high: number, nowMs: number): void {
    this.next.set(partition, Math.max(last + 1, this.next.get(partition) ?? 0));
    this.highs.set(partition, Math.max(high, this.highs.get(partition) ?? 0));
    this.quietSinceMs = nowMs;
  }

  /** The broker answered, with records or without. */
  fetched(nowMs: number): void {
    this.quietSinceMs ??= nowMs;
    this.fetchedAtMs = nowMs;
  }

  /** The connection was lost: silence says nothing from now on. */
  lost(): void {
    this.quietSinceMs = null;
    this.fetchedAtMs = null;
  }

  /** When the broker answered last; null since the connection was lost. */
  get heardAtMs(): number | null {
    return this.fetchedAtMs;
  }

  /** Records that are known to be there and were not handed over. */
  get lag(): number {
    let records = 0;
    for (const [partition, high] of this.highs)
      records += Math.max(0, high - (this.next.get(partition) ?? high));
    return records;
  }

  /**
   * Every partition was read up to the end that it had at the beginning. Nothing else says that a record is not there: a
   * partition that nobody leads, or whose answers are faults, is as quiet as one that was read.
   */
  get hasReadAll(): boolean {
    return [...this.ends].every(([partition, end]) => (this.next.get(partition) ?? 0) >= end);
  }

  /** Every partition was read up to these ends; one that is not read is behind all of them. */
  hasReadUpTo(ends: ReadonlyMap<number, number>): boolean {
    return [...ends].every(([partition, end]) => (this.next.get(partition) ?? -1) >= end);
  }

  /** Everything was handed over, or nothing more came for a while: enough to show, not to decide. Stays so. */
  isCaughtUp(): boolean {
    const isQuiet =
      this.quietSinceMs !== null &&
      this.fetchedAtMs !== null &&
      this.fetchedAtMs - this.quietSinceMs >= NOTHING_CAME_FOR_MS;
    this.reached ||= isQuiet || this.hasReadAll;
    return this.reached;
  }
}
