interface Stretch {
  readonly next: bigint;
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
  /** Number of the present assignment. */
  assignment = 0;

  /**
   * Enters records up to `lastOffset` (inclusive), in the order of the partition, read under `assignment`; call the
   * answer when they are settled.
   */
  enter(assignment: number, partition: number, lastOffset: string): () => void {
    const stretch: Stretch = { next: BigInt(lastOffset) + 1n, settled: false };
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
    this.assignment++;
  }

  /** Stretches that are not settled yet. */
  get open(): number {
    let open = 0;
    for (const list of this.partitions.values()) for (const stretch of list) if (!stretch.settled) open++;
    return open;
  }
}
