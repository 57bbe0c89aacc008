import { type DuePurge, duePurges } from "@/lib/consent/purge/purges-due";
import type { Database } from "@/lib/db/client";
import { asking, isDeadlock } from "@/lib/db/faults";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import type { Purger } from "./purger";

const PURGES_AT_ONCE = 20;
/** What no rule covers is tried again after so long. */
const APART_MS = 30_000;

/** Purges what is due, the oldest first; one that fails goes behind the others, whatever it fails for, and stays due. */
export class PurgesInTurn {
  /** From when on those that failed may be tried again, ms since epoch, by their position. */
  private readonly failed = new Map<number, number>();

  constructor(
    /** Of the login `slipstream_projection`. */
    private readonly db: Database,
    private readonly purger: Pick<Purger, "purge">,
    private readonly log: Pick<Logger, "info" | "error">,
    private readonly now: () => number,
  ) {}

  /**
   * @returns how many were done.
   * @throws BulkFault, AppError `unavailable` and deadlocks where a store has no time or is not there; to be called again then.
   */
  async turn(): Promise<number> {
    const [behind, nowMs] = [[...this.failed.keys()], this.now()];
    const apart = behind.filter((position) => (this.failed.get(position) ?? 0) > nowMs);
    let done = 0;
    for (const due of await duePurges(this.db, PURGES_AT_ONCE, { behind, apart }))
      if (await this.purge(due)) done++;
    return done;
  }

  private async purge(due: DuePurge): Promise<boolean> {
    const { position, purpose } = due;
    try {
      await asking(() => this.purger.purge(due));
    } catch (fault) {
      const isToWait = isStoreAway(fault);
      this.failed.set(position, this.now() + (isToWait ? 0 : APART_MS));
      if (isToWait) throw fault;
      this.log.error({ position, purpose, fault: describeFault(fault) }, "a withdrawal could not be purged");
      return false;
    }
    this.failed.delete(position);
    this.log.info({ position, purpose }, "a withdrawal is purged");
    return true;
  }
}

const isStoreAway = (fault: unknown): boolean =>
  fault instanceof BulkFault
    ? fault.kind === "retriable" || fault.kind === "broken"
    : isDeadlock(fault) || (fault instanceof AppError && fault.code === "unavailable");
