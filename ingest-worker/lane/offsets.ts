interface Stretch {
  readonly next: bigint;
  readonly enteredAtMs: number;
  settled: boolean;
}

/**
 * Which offsets may be committed: per partition the end of the longest run of settled stretches from the beginning.
 * Stretches settle in any order. What was read under an earlier assignment never moves an offset of a later one.
 */
export class Offsets {
  private readonly partitions = new Map<number, Stretch[]>();
  /** Ends of settled runs that are not committed yet. */
  private readonly ready = new Map<number, bigint>();
  /** The furthest that was offered. What is handed over a second time ends before it, and takes nothing back. */
  private readonly offered = new Map<number, bigint>();
  /** Number of the present assignment. */
  assignment = 0;

  constructor(private readonly now: () => number) {}

  /**
   * Enters records up to `lastOffset` (inclusive), in the order of the partition, read under `assignment`; call the
   * answer when they are settled.
   */
  enter(assignment: number, partition: number, lastOffset: string): () => void {
    const stretch: Stretch = {
      next: BigInt(lastOffset) + 1n,
      enteredAtMs: this.now(),
      settled: false,
    };
    if (assignment === this.assignment) {
      const list = this.partitions.get(partition);
      if (list) list.push(stretch);
      else this.partitions.set(partition, [stretch]);
    }
    return () => {
      stretch.settled = true;
    };
  }

  /** What can be committed now: the next offset to read, by partition. Offered again until it is marked as committed. */
  committable(): { partition: number; offset: string }[] {
    for (const [partition, list] of this.partitions) {
      let settled = 0;
      while (list[settled]?.settled) settled++;
      const last = list[settled - 1];
      if (!last) continue;
      list.splice(0, settled);
      if (last.next <= (this.offered.get(partition) ?? -1n)) continue;
      this.offered.set(partition, last.next);
      this.ready.set(partition, last.next);
    }
    return [...this.ready].map(([partition, next]) => ({ partition, offset: String(next) }));
  }

  markCommitted(offsets: readonly { partition: number; offset: string }[]): void {
    for (const { partition, offset } of offsets) {
      if (this.ready.get(partition) === BigInt(offset)) this.ready.delete(partition);
    }
  }

  /** After a new assignment the partitions are read again from what was committed. */
  reset(): void {
    this.partitions.clear();
    this.ready.clear();
    this.offered.clear();
    this.assignment++;
  }

  /** Stretches that are not settled yet. */
  get open(): number {
    let open = 0;
    for (const list of this.partitions.values()) for (const stretch of list) if (!stretch.settled) open++;
    return open;
  }

  /** When the oldest of them was entered, ms; null where there is none. */
  get oldestOpenMs(): number | null {
    let oldest: number | null = null;
    for (const list of this.partitions.values()) {
      const first = list.find(({ settled }) => !settled);
      if (first) oldest = Math.min(oldest ?? first.enteredAtMs, first.enteredAtMs);
    }
    return oldest;
  }
}
