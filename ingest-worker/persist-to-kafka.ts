import { AppError } from "@/lib/errors";
import { backoffMs, pause } from "@/lib/retry";
import type { Metrics } from "./metrics";

/** Repeats a publication until the broker has acknowledged all of it; while it waits, the worker counts as held. */
export async function persistToKafka(publish: () => Promise<void>, metrics: Metrics): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await publish();
      if (attempt > 1) metrics.held.set({ store: "kafka" }, 0);
      return;
    } catch (fault) {
      if (!(fault instanceof AppError) || fault.code !== "unavailable") throw fault;
      metrics.held.set({ store: "kafka" }, 1);
      await pause(backoffMs(attempt, Math.random(), 200, 10_000));
    }
  }
}
