import { BulkFault } from "@/lib/es/bulk";
import type { AnswerClass } from "@/lib/es/bulk-answer";
import type { Logger } from "@/lib/log";
import { backoffMs, pause } from "@/lib/retry";
import type { Metrics } from "./metrics";

/** A store answered something that no rule covers: the process stops uncommitted and is started anew. */
export class UnknownAnswer extends Error {
  override readonly name = "UnknownAnswer";
}

/**
 * The way to Elasticsearch that all lanes share: at most `limit` requests at once, half as many after each refusal, one
 * more after a good stretch; waits between attempts; knows whether the store is held.
 */
export class StoreGate {
  private active = 0;
  private goodInRow = 0;
  private limit: number;
  private readonly waiting: (() => void)[] = [];
  private readonly heldBy = new Set<symbol>();

  constructor(
    private readonly maximum: number,
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {
    this.limit = maximum;
  }

  /** False while some request waits for a store that is not as it must be. */
  get ready(): boolean {
    return this.heldBy.size === 0;
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
   * class. Rejects only for an answer that no rule covers.
   */
  async persist(what: string, attempt: () => Promise<{ kind: AnswerClass; detail: string }>): Promise<void> {
    const holder = Symbol(what);
    for (let number = 1; ; number++) {
      await this.enter();
      let result: { kind: AnswerClass; detail: string };
      try {
        result = await attempt();
      } catch (fault) {
        if (!(fault instanceof BulkFault)) {
          this.leave(false);
          throw fault;
        }
        result = { kind: fault.kind, detail: fault.message };
      }
      this.leave(result.kind !== "retriable");
      if (result.kind === "retriable" || result.kind === "broken") {
        if (result.kind === "broken") this.hold(holder);
        this.log.warn(
          { what, attempt: number, kind: result.kind, detail: result.detail },
          "waiting for Elasticsearch",
        );
        await pause(backoffMs(number, Math.random(), 100, result.kind === "broken" ? 5_000 : 30_000));
        continue;
      }
      this.free(holder);
      if (result.kind !== "done") throw new UnknownAnswer(`${what}: ${result.kind}: ${result.detail}`);
      return;
    }
  }

  private hold(holder: symbol): void {
    this.heldBy.add(holder);
    this.metrics.held.set({ store: "elasticsearch" }, 1);
  }

  private free(holder: symbol): void {
    if (this.heldBy.delete(holder) && this.heldBy.size === 0)
      this.metrics.held.set({ store: "elasticsearch" }, 0);
  }
}
