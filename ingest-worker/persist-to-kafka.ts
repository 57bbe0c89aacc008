import { AppError } from "@/lib/errors";
import { backoffMs, pause } from "@/lib/retry";
import type { Holds } from "./holds";

/** Repeats a publication until the broker has acknowledged all of it; while it waits, the worker counts as held. */
export async function persistToKafka(publish: () => Promise<void>, holds: Holds): Promise<void> {
  let endHold: (() => void) | undefined;
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await publish();
      } catch (fault) {
        if (!(fault instanceof AppError) || fault.code !== "unavailable") throw fault;
        endHold ??= holds.begin("kafka", fault.message);
        await pause(backoffMs(attempt, Math.random(), 200, 10_000));
      }
    }
  } finally {
    endHold?.();
  }
}
