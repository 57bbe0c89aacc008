import type { ErasureSession } from "@/lib/db/erasure-session";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import type { Metrics } from "../metrics";
import { repeat } from "../repeat";

const EVERY_MS = 10_000;

/**
 * Keeps the metrics current of erasures that something is left to do for, whoever works on them; and of withdrawals, which
 * nobody else measures where no worker has the lane that purges. @returns stops it.
 */
export const watchErasures = (
  session: Pick<ErasureSession, "waiting" | "purgeSeconds">,
  metrics: Pick<Metrics, "erasuresOpen" | "erasureAge" | "purgeAge">,
  log: Logger,
): (() => void) =>
  repeat(
    EVERY_MS,
    async () => {
      const waiting = await session.waiting();
      metrics.erasuresOpen.reset();
      for (const { step } of waiting) metrics.erasuresOpen.inc({ step });
      metrics.purgeAge.set(await session.purgeSeconds());
      metrics.erasureAge.set(Math.max(0, ...waiting.map(({ seconds }) => seconds)));
    },
    (fault) => log.warn({ fault: describeFault(fault) }, "erasures were not measured"),
  );
