import { asking, isDeadlock, isOutOfTime } from "@/lib/db/faults";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs, pause } from "@/lib/retry";
import type { Holds } from "../holds";
import type { StoreGate } from "../store-gate";
import { DONE } from "../store-step";

const LONGEST_BACKOFF_MS = 5_000;

/** Does what needs Elasticsearch and the database, as a whole, again and again until both were there. */
export class Attempts {
  constructor(
    private readonly gate: StoreGate,
    private readonly holds: Holds,
    private readonly log: Logger,
  ) {}

  /** @throws what no rule covers. */
  async persist(what: string, work: () => Promise<void>): Promise<void> {
    let endHold: (() => void) | undefined;
    try {
      for (let number = 1; ; number++) {
        const fault = await this.once(what, work);
        if (fault === null) return;
        this.log.warn({ what, attempt: number, fault: describeFault(fault) }, "waiting for the database");
        // Of two that wait for each other, or for one who takes long, one is told so; what lasts is another matter.
        if (number > 1) endHold ??= this.holds.begin("database", `${what} waits: it does not answer`);
        await pause(backoffMs(number, Math.random(), 100, LONGEST_BACKOFF_MS));
      }
    } finally {
      endHold?.();
    }
  }

  /**
   * The same for what can be asked for in smaller parts.
   * @returns false where the database had no time for it: all of it is to be done still.
   * @throws what no rule covers.
   */
  async inTime(what: string, work: () => Promise<void>): Promise<boolean> {
    let isInTime = true;
    await this.persist(what, async () => {
      isInTime = true;
      await work().catch((fault: unknown) => {
        if (!isOutOfTime(fault)) throw fault;
        isInTime = false;
        this.log.warn({ what, fault: describeFault(fault) }, "the database had no time");
      });
    });
    return isInTime;
  }

  /** @returns why the database did not do it. */
  private async once(what: string, work: () => Promise<void>): Promise<unknown> {
    try {
      await this.gate.persist(what, async () => {
        await asking(work);
        return DONE;
      });
      return null;
    } catch (fault) {
      if (isDeadlock(fault) || (fault instanceof AppError && fault.code === "unavailable")) return fault;
      throw fault;
    }
  }
}
