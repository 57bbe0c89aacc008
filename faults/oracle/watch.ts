import { setTimeout as sleep } from "node:timers/promises";

/** Looks again and again until it is stopped. A look that fails, as while a server is away, does not count. */
export class Watch {
  /** How often it could look. */
  looks = 0;
  private isOver = false;
  private looking: Promise<unknown> = Promise.resolve();
  private readonly watching: Promise<void>;

  constructor(
    private readonly look: () => Promise<void>,
    everyMs: number,
  ) {
    this.watching = this.watch(everyMs);
  }

  /** Resolves when the look that is under way has ended. */
  async hasLooked(): Promise<void> {
    await this.looking;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.watching;
  }

  private async watch(everyMs: number): Promise<void> {
    while (!this.isOver) {
      this.looking = this.look().then(
        () => this.looks++,
        () => undefined,
      );
      await this.looking;
      await sleep(everyMs);
    }
  }
}
