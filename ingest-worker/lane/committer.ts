import type { Offsets } from "./offsets";

type Committable = readonly { partition: number; offset: string }[];
type Commit = (offsets: Committable) => Promise<void>;

/** Commits what is settled, one request at a time: of two under way, the earlier could land last and take offsets back. */
export class Committer {
  private underWay: Promise<void> | null = null;

  constructor(
    private readonly offsets: Offsets,
    private readonly commit: Commit,
    private readonly onFault: (fault: unknown, offsets: Committable) => void,
  ) {}

  /** Commits what can be committed, or waits for the request that is under way. */
  turn(): Promise<void> {
    this.underWay ??= this.once().finally(() => {
      this.underWay = null;
    });
    return this.underWay;
  }

  /** Waits for a request that is under way, then commits the rest. */
  async finish(): Promise<void> {
    await this.underWay;
    await this.turn();
  }

  private async once(): Promise<void> {
    const committable = this.offsets.committable();
    if (committable.length === 0) return;
    try {
      await this.commit(committable);
      this.offsets.markCommitted(committable);
    } catch (fault) {
      // Offered again at the next turn, or read again after the next assignment, where it is found again.
      this.onFault(fault, committable);
    }
  }
}
