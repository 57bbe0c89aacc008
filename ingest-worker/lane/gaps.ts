import type { PartitionLag } from "@/lib/kafka/lag";

interface Gap {
  readonly partition: number;
  readonly records: number;
  readonly fromOffset: number;
}

/** Finds records that a topic gave up before they were read; tells of each once. */
export class Gaps {
  /** Up to where a partition's loss was told. */
  private readonly toldTo = new Map<number, number>();

  found(partitions: readonly PartitionLag[]): Gap[] {
    const gaps: Gap[] = [];
    for (const { partition, committed, low } of partitions) {
      // A group that has never committed begins where the topic begins.
      if (committed < 0) continue;
      const fromOffset = Math.max(committed, this.toldTo.get(partition) ?? 0);
      if (low <= fromOffset) continue;
      this.toldTo.set(partition, low);
      gaps.push({ partition, records: low - fromOffset, fromOffset });
    }
    return gaps;
  }
}
