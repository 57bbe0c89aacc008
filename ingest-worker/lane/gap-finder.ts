import { pause } from "@/lib/retry";

const ASKED_WITHIN_MS = 5_000;

interface Gap {
  readonly partition: number;
  readonly records: number;
  readonly fromOffset: number;
}
/** Next offsets by partition. */
type Committed = ReadonlyMap<number, number>;

/**
 * Finds records that a topic gave up before they were read: those between what its lane read last of a partition, or had
 * committed when it was assigned, and what comes now. Only the owner of a partition looks, so that a gap is told once.
 */
export class GapFinder {
  private readonly next = new Map<number, number>();
  private readonly committed = new Map<number, number>();
  private asking: Promise<void> | null = null;

  /** @param readCommitted the next offsets that the lane's group reads, below 0 where it never committed. */
  constructor(
    private readonly readCommitted: () => Promise<Committed>,
    private readonly onGap: (gap: Gap) => void,
  ) {}

  /**
   * Partitions are, or will be, read from what is committed; resolves when that is known. To be waited for before the
   * group is joined: where the committed offset is gone, the client commits that there is none.
   */
  assigned(): Promise<void> {
    this.next.clear();
    const asked = this.readCommitted().then((offsets) => {
      for (const [partition, offset] of offsets)
        this.committed.set(partition, Math.max(offset, this.committed.get(partition) ?? -1));
    });
    // What is not told in time leaves what was known: reading does not stop for it.
    const asking: Promise<void> = Promise.race([asked, pause(ASKED_WITHIN_MS)]).then(
      () => this.answered(asking),
      () => this.answered(asking),
    );
    this.asking = asking;
    return asked;
  }

  /** To be waited for before records are told of; null when nothing is asked. */
  get pending(): Promise<void> | null {
    return this.asking;
  }

  /** Records of a partition were fetched, from one offset to another, both inclusive. */
  fetched(partition: number, firstOffset: number, lastOffset: number): void {
    // A group that has never committed begins where the topic begins.
    const expected = this.next.get(partition) ?? this.committed.get(partition) ?? -1;
    this.next.set(partition, lastOffset + 1);
    if (expected >= 0 && firstOffset > expected)
      this.onGap({ partition, records: firstOffset - expected, fromOffset: expected });
  }

  private answered(asking: Promise<void>): void {
    if (this.asking === asking) this.asking = null;
  }
}
