import type { Logger } from "@/lib/log";

/** A bike that the database had no time for is tried again after so long. */
const APART_MS = 30_000;

/** Bikes that were projected together, or were to be. */
export interface Batch {
  readonly bikeIds: readonly string[];
  /** False where the database had no time for it: all of it is to be done still. */
  readonly isInTime: boolean;
}

/** Bikes that the database had no time for even alone: they are in no batch, so that the others go on, and go behind these. */
export class BikesBehind {
  /** From when on they may be tried again, ms since epoch. */
  private readonly behind = new Map<string, number>();

  constructor(
    private readonly log: Pick<Logger, "error">,
    private readonly now: () => number,
  ) {}

  /** Those that belong into no batch. */
  all(): readonly string[] {
    return [...this.behind.keys()];
  }

  /**
   * Goes on after a batch: each of its bikes alone, where there was no time for it, and then the one that has been behind for
   * longest and may be tried again.
   * @param project does so for one bike, and says whether there was time for it.
   * @returns bikes that are done, those of the batch among them.
   */
  async goOn(
    { bikeIds, isInTime }: Batch,
    project: (bikeId: string) => Promise<boolean>,
  ): Promise<ReadonlySet<string>> {
    const done = new Set(isInTime ? bikeIds : []);
    const next = this.all().filter((bikeId) => this.mayTry(bikeId));
    for (const bikeId of [...(isInTime ? [] : bikeIds), ...next.slice(0, 1)]) {
      const isDone = await project(bikeId);
      this.behind.delete(bikeId);
      if (isDone) done.add(bikeId);
      else this.put(bikeId);
    }
    return done;
  }

  private mayTry(bikeId: string): boolean {
    return (this.behind.get(bikeId) ?? 0) <= this.now();
  }

  private put(bikeId: string): void {
    this.behind.set(bikeId, this.now() + APART_MS);
    this.log.error({ bike: bikeId }, "a bike could not be projected in time");
  }
}
