interface Stretch {
  readonly next: bigint;
  settled: boolean;
}

/**
 * Which offsets may be committed: per partition the end of the longest run of settled stretches from the beginning.
 * Stretches settle in any order.
 */
export class Offsets {
  private readonly partitions = new Map<number, Stretch[]>();

  /** Enters records up to `lastOffset` (inclusive) in the order of the partition; call the answer when they are settled. */
  enter(partition: number, lastOffset: string): () => void {
    const stretch: Stretch = { next: BigInt(lastOffset) + 1n, settled: false };
    const list = this.partitions.get(partition);
    if (list) list.push(stretch);
    else this.partitions.set(partition, [stretch]);
    return () => {
      stretch.settled = true;
    };
  }

  /** Takes out what can be committed now: the next offset to read, by partition. */
  takeCommittable(): { partition: number; offset: string }[] {
    const committable: { partition: number; offset: string }[] = [];
    for (const [partition, list] of this.partitions) {
      let settled = 0;
      while (list[settled]?.settled) settled++;
      const last = list[settled - 1];
      if (!last) continue;
      list.splice(0, settled);
      committable.push({ partition, offset: String(last.next) });
    }
    return committable;
  }

  /** After a new assignment the partitions are read again from what was committed. */
  reset(): void {
    this.partitions.clear();
  }

  /** Stretches that are not settled yet. */
  get open(): number {
    let open = 0;
    for (const list of this.partitions.values()) for (const stretch of list) if (!stretch.settled) open++;
    return open;
  }
}
