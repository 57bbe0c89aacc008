import { AppError } from "@/lib/errors";

export interface TurnLimits {
  /** Questions at once, of the whole process. */
  readonly atOnce: number;
  /** Questions at once of one asker. */
  readonly atOncePerAsker: number;
  /** Questions of one asker, those that wait among them. */
  readonly perAsker: number;
}

interface Asker {
  active: number;
  readonly waiting: (() => void)[];
}

/**
 * Turns at the store, so that one asker's questions cannot take the memory and time of all others: beyond `atOnce` and
 * `atOncePerAsker` they wait, each asker's in the order in which they came, and beyond `perAsker` they are refused. Who
 * has the fewest at once comes first.
 */
export class Turns {
  private active = 0;
  /** Those with questions under way, whoever was let in last at the end. */
  private readonly askers = new Map<string, Asker>();

  constructor(private readonly limits: TurnLimits) {}

  /** @throws AppError `rate-limited` when this asker has too many under way; whatever `ask` throws. */
  async take<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const asker = this.askers.get(name) ?? { active: 0, waiting: [] };
    const { perAsker } = this.limits;
    if (asker.active + asker.waiting.length >= perAsker)
      throw new AppError("rate-limited", `expected at most ${perAsker} questions at once, got more`, {
        retryAfterSeconds: 1,
      });
    this.askers.set(name, asker);
    const turn = new Promise<void>((resolve) => asker.waiting.push(resolve));
    this.letIn();
    await turn;
    try {
      return await ask();
    } finally {
      this.active--;
      asker.active--;
      if (asker.active + asker.waiting.length === 0) this.askers.delete(name);
      this.letIn();
    }
  }

  private letIn(): void {
    while (this.active < this.limits.atOnce) {
      const next = this.next();
      if (!next) return;
      const [name, asker] = next;
      this.active++;
      asker.active++;
      this.askers.delete(name);
      this.askers.set(name, asker);
      asker.waiting.shift()?.();
    }
  }

  /** Of those who wait the one with the fewest questions at once; of several the one who was not let in for longest. */
  private next(): [string, Asker] | undefined {
    let next: [string, Asker] | undefined;
    for (const entry of this.askers) {
      const [, { active, waiting }] = entry;
      if (waiting.length > 0 && active < (next?.[1].active ?? this.limits.atOncePerAsker)) next = entry;
    }
    return next;
  }
}
