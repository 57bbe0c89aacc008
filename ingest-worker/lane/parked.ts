import type { Admission } from "../erasure/erased";

/** What is done with partitions while records of theirs are parked. */
export interface Parking {
  /** No more records of it are fetched. */
  stop(partition: number): void;
  /** They are again. */
  goOn(partition: number): void;
}

/**
 * Records of partitions from which none may be taken over for a while. They wait here, in their order, and keep no other
 * partition's from going on.
 */
export class Parked {
  private readonly queues = new Map<number, Promise<void>>();
  private forgotten = 0;

  /** @param admission null for a lane that takes everything over at once. */
  constructor(
    private readonly admission: Admission | null,
    private readonly parking: Parking,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  /** Whether records of a partition have to wait: it is not admitted, or others wait already. */
  mustWait(partition: number): boolean {
    return this.queues.has(partition) || !(this.admission?.admits(partition) ?? true);
  }

  /** Takes records over when they may be, behind those that wait already, unless they are forgotten before. */
  add(partition: number, take: () => Promise<void>): void {
    const { forgotten } = this;
    const before = this.queues.get(partition);
    if (!before) this.parking.stop(partition);
    const queue = (before ?? Promise.resolve())
      .then(() => this.admission?.admitted(partition))
      .then(() => (this.forgotten === forgotten ? take() : undefined))
      .then(() => {
        if (this.queues.get(partition) !== queue) return;
        this.queues.delete(partition);
        this.parking.goOn(partition);
      })
      .catch(this.fatal);
    this.queues.set(partition, queue);
  }

  /** They are read again, here or elsewhere. */
  forget(): void {
    this.forgotten++;
    const partitions = [...this.queues.keys()];
    this.queues.clear();
    for (const partition of partitions) this.parking.goOn(partition);
  }
}
