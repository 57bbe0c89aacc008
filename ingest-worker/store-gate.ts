import type { Logger } from "@/lib/log";
import { backoffMs, pause } from "@/lib/retry";
import type { Holds } from "./holds";
import { type StoreStep, stepOf } from "./store-step";

/** A store answered something that no rule covers: the process stops uncommitted and is started anew. */
export class UnknownAnswer extends Error {
  override readonly name = "UnknownAnswer";
}

/**
 * The way to Elasticsearch that all lanes share: at most `limit` requests at once, half as many after each refusal, one
 * more after a good stretch; waits between attempts.
 */
export class StoreGate {
  private active = 0;
  private goodInRow = 0;
  private limit: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly maximum: number,
    private readonly log: Logger,
    private readonly holds: Holds,
  ) {
    this.limit = maximum;
  }

  /** True when a request would wait. */
  get busy(): boolean {
    return this.active >= this.limit;
  }

  async enter(): Promise<void> {
    while (this.active >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.active++;
  }

  leave(good: boolean): void {
    this.active--;
    if (!good) {
      this.limit = Math.max(1, Math.floor(this.limit / 2));
      this.goodInRow = 0;
    } else if (++this.goodInRow >= 20 && this.limit < this.maximum) {
      this.limit++;
      this.goodInRow = 0;
    }
    this.waiting.shift()?.();
  }

  /**
   * Runs `attempt` until it says that nothing is left to repeat; a request that failed as a whole is repeated by its
   * class. A store that is not as it must be holds the worker. Rejects only for an answer that no rule covers.
   */
  async persist(what: string, attempt: () => Promise<StoreStep>): Promise<void> {
    let endHold: (() => void) | undefined;
    try {
      for (let number = 1; ; number++) {
        const { kind, detail } = await this.once(attempt);
        if (kind === "done") return;
        if (kind !== "retriable" && kind !== "broken") throw new UnknownAnswer(`${what}: ${kind}: ${detail}`);
        if (kind === "broken") endHold ??= this.holds.begin("elasticsearch", `${what}: ${detail}`);
        this.log.warn({ what, attempt: number, kind, detail }, "waiting for Elasticsearch");
        await pause(backoffMs(number, Math.random(), 100, kind === "broken" ? 5_000 : 30_000));
      }
    } finally {
      endHold?.();
    }
  }

  private async once(attempt: () => Promise<StoreStep>): Promise<StoreStep> {
    await this.enter();
    let good = false;
    try {
      const step = await attempt().catch(stepOf);
      good = step.kind !== "retriable";
      return step;
    } finally {
      this.leave(good);
    }
  }
}
