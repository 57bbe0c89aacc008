import type { StateScan } from "@/lib/es/scan-states";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { backoffMs, pause } from "@/lib/retry";
import type { FleetGrid } from "./fleet-grid";
import { readState } from "./read-state";

/** Brings every stored state into the grid, and tries again for as long as the store is away. */
export async function loadStates(
  scan: StateScan,
  grid: FleetGrid,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  await untilDone(() => scan.refresh(signal), log, signal);
  for (let after: string | null = null; !signal.aborted; ) {
    const page = await untilDone(() => scan.page(after, signal), log, signal);
    const last = page?.at(-1);
    if (!page || typeof last?.bike_id !== "string") return;
    for (const source of page) {
      // Registered, and never heard of.
      if (source.newest_at === null && source.generation === 0) continue;
      const state = readState(source);
      if (state) grid.applyState(state, Date.now());
      else log.warn({ bike: source.bike_id }, "a stored state cannot be read and is not on the map");
    }
    after = last.bike_id;
  }
}

/** Null when it was given up. */
async function untilDone<T>(work: () => Promise<T>, log: Logger, signal: AbortSignal): Promise<T | null> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await work();
    } catch (fault) {
      if (signal.aborted) break;
      log.warn({ fault: describeFault(fault) }, "states are not loaded; trying again");
      await pause(backoffMs(attempt, Math.random(), 100, 5_000));
    }
  }
  return null;
}
