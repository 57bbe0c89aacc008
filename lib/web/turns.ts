import { AppError } from "@/lib/errors";

export interface TurnLimits {
  /** Questions at once, of the whole process. */
  readonly atOnce: number;
  /** Questions of one asker, those that wait among them. */
  readonly perAsker: number;
}

/**
 * Turns at the store, so that one asker's questions cannot take the memory and time of all others: beyond `atOnce` they
 * wait, first come first served, and beyond `perAsker` they are refused.
 */
export class Turns {
  private active = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly askers = new Map<string, number>();

  constructor(private readonly limits: TurnLimits) {}

  /** @throws AppError `rate-limited` when this asker has too many under way; whatever `ask` throws. */
  async take<T>(asker: string, ask: () => Promise<T>): Promise<T> {
    const own = this.askers.get(asker) ?? 0;
    if (own >= this.limits.perAsker)
      throw new AppError(
        "rate-limited",
        `expected at most ${this.limits.perAsker} questions at once, got more`,
        {
          retryAfterSeconds: 1,
        },
      );
    this.askers.set(asker, own + 1);
    try {
      await this.begin();
      try {
        return await ask();
      } finally {
        this.end();
      }
    } finally {
      const left = (this.askers.get(asker) ?? 1) - 1;
      if (left > 0) this.askers.set(asker, left);
      else this.askers.delete(asker);
    }
  }

  private async begin(): Promise<void> {
    if (this.active < this.limits.atOnce) this.active++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The turn goes to the first who waits, if any. */
  private end(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.active--;
  }
}
