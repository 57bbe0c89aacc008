import { type MasterData, masterData } from "@/lib/audit/as-author";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { hearBatches } from "./batch-bell";
import { claimBatch } from "./working/claim-batch";
import {
  type ClaimedBatch,
  ClaimLost,
  RENEW_EVERY_MS,
  releaseClaim,
  renewClaim,
} from "./working/claimed-batch";
import { workOnBatch } from "./working/work-on-batch";
import { writeDueEntities } from "./working/write-due-entities";

export interface BatchRunner {
  /** Ends after the transaction that is under way; the rest of the batch waits for whoever looks next. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Works on the files of bikes that wait, one at a time, in the rights of the OEM that each is of, and between them on
 * changes that stand in the entities of many bikes. Any number of processes may do so: a batch is its claimant's alone, and
 * one whose claimant died is taken over when the lease has run out.
 */
export function runBatches(log: Logger, stores: MasterData = masterData()): BatchRunner {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  let rang = false;
  const ring = () => {
    rang = true;
    wake();
  };
  const silence = hearBatches(ring);
  const pause = () =>
    new Promise<void>((resolve) => {
      if (rang || stopping.signal.aborted) return resolve();
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => {
      rang = false;
    });
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const worked = await workOnNext(log, stores, stopping.signal);
      const wrote = !stopping.signal.aborted && (await writeNext(log, stores));
      if (!worked && !wrote) await pause();
    }
  })();
  return {
    async stop() {
      silence();
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** Whether there was a batch that is ended now. */
async function workOnNext(log: Logger, stores: MasterData, signal: AbortSignal): Promise<boolean> {
  let batch: ClaimedBatch | null = null;
  try {
    batch = await claimBatch(stores.maker);
    if (batch === null) return false;
    await workWhileClaimed(batch, stores, signal);
    log.info({ batch: batch.id, kind: batch.kind }, "a file of bikes was worked on");
    return true;
  } catch (fault) {
    if (signal.aborted && batch) await releaseClaim(batch, stores.tenant).catch(() => undefined);
    else
      log.error(
        { batch: batch?.id, fault: describeFault(fault) },
        "a file of bikes was not worked on to its end",
      );
    return false;
  }
}

/** Whether there were entities to write. */
async function writeNext(log: Logger, stores: MasterData): Promise<boolean> {
  try {
    return await writeDueEntities(stores.maker);
  } catch (fault) {
    log.error({ fault: describeFault(fault) }, "a change was not written to the entities of its bikes");
    return false;
  }
}

/**
 * Works on a batch and says so every few seconds. @throws ClaimLost when another has taken it over.
 * @returns what became of each row; null where the file was refused as a whole.
 */
export async function workWhileClaimed(
  batch: ClaimedBatch,
  stores: MasterData,
  signal: AbortSignal,
): ReturnType<typeof workOnBatch> {
  const lost = new AbortController();
  const renewing = setInterval(() => {
    renewClaim(batch, stores.tenant).catch((fault: unknown) => {
      if (fault instanceof ClaimLost) lost.abort(fault);
    });
  }, RENEW_EVERY_MS);
  try {
    const either = AbortSignal.any([signal, lost.signal]);
    return await workOnBatch({ batch, tenants: stores.tenant, signal: either });
  } finally {
    clearInterval(renewing);
  }
}
