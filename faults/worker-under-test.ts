import { z } from "zod";
import { LANE_NAMES } from "@/ingest-worker/lanes";
import { startWorker } from "@/ingest-worker/worker";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { createLog } from "@/lib/log";
import { breakIt } from "./breaks";

/**
 * The product's worker, as `ingest-worker/main.ts` runs it, that can be told to have faults of its own process, and
 * that can be broken on purpose, so that the laboratory shows that it would notice.
 */
const Order = z.discriminatedUnion("kind", [
  /** The event loop does nothing else for so long. */
  z.object({ kind: z.literal("block"), ms: z.number() }),
  /** The process's clock is off by so much from now on. */
  z.object({ kind: z.literal("clock"), aheadMs: z.number() }),
]);
export type Order = z.infer<typeof Order>;

const GRACE_MS = 10_000;
const log = createLog("ingest-worker", "info");

function fatal(fault: unknown): void {
  log.fatal({ err: fault }, "stopping uncommitted");
  process.exit(1);
}
process.on("unhandledRejection", fatal);
process.on("uncaughtException", fatal);

const broken = process.env.SLIPSTREAM_FAULTS_BREAK;
if (broken) breakIt(broken);

process.on("message", (message) => {
  const order = Order.parse(message);
  if (order.kind === "block") {
    const until = performance.now() + order.ms;
    while (performance.now() < until);
  } else {
    const trueNow = Date.now;
    Date.now = () => trueNow() + order.aheadMs;
  }
});

const worker = await startWorker(readWorkerEnvironment(), LANE_NAMES, log, fatal);
process.send?.({ metricsPort: worker.metricsPort });

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    log.info({ signal }, "finishing what is in flight");
    worker.stop(GRACE_MS).then(() => process.exit(0), fatal);
  });
