import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { asBulkFault } from "@/lib/es/request-fault";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs } from "@/lib/retry";
import type { Holds } from "../holds";
import { Pause } from "../outbox/pause";

const LOOK_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;

/** Works on what is there for as long as there is something; waits, and begins again, where a store does not answer. */
export class FiguresLane {
  private readonly pause = new Pause();
  private running: Promise<void> = Promise.resolve();
  private endHold: (() => void) | null = null;
  private isStopping = false;

  constructor(
    private readonly figures: {
      /** @returns how much was done; after nothing, the lane rests a moment. */
      turn(): Promise<number>;
      close(): Promise<void>;
    },
    private readonly holds: Holds,
    private readonly log: Logger,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  start(): void {
    this.running = this.run().catch(this.fatal);
  }

  /** Ends once the block that is worked on is done. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.pause.end();
    await this.running;
    await this.figures.close();
  }

  private async run(): Promise<void> {
    for (let faults = 0; !this.isStopping; ) {
      try {
        const done = await this.figures.turn();
        this.endHold?.();
        this.endHold = null;
        faults = 0;
        if (done === 0) await this.pause.last(LOOK_EVERY_MS);
      } catch (fault) {
        if (!isToWait(fault)) throw fault;
        this.hold(fault);
        await this.pause.last(backoffMs(++faults, Math.random(), 100, LONGEST_BACKOFF_MS));
      }
    }
  }

  private hold(fault: unknown): void {
    if (this.endHold) return;
    this.log.warn({ fault: describeFault(fault) }, "figures wait");
    const store = fault instanceof AppError ? "database" : "elasticsearch";
    this.endHold = this.holds.begin(store, "figures wait, since a store does not answer");
  }
}

/** Also what a store answers to a question as a whole; nothing is done by half, so that all of it begins anew. */
function isToWait(fault: unknown): boolean {
  if (fault instanceof AppError) return fault.code === "unavailable";
  const { kind } = fault instanceof BulkFault ? fault : asBulkFault("figures", fault);
  return kind === "retriable" || kind === "broken";
}
