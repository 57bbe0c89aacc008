import { readEraserEnvironment } from "@/lib/env/eraser";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { createLog } from "@/lib/log";
import { startEraser } from "./erasure/start-eraser";
import { lanesNamed, usualLanes } from "./lanes";
import { whyItStops } from "./log/why-it-stops";
import { startWorker } from "./worker";

const GRACE_MS = 10_000;
/** By itself: its process may remove what others may only add. */
const ERASURE = "erasure";

const asked = process.argv
  .slice(2)
  .find((arg) => arg.startsWith("--lanes="))
  ?.slice("--lanes=".length);

let log = createLog("ingest-worker", "info");

/** What no rule covers: nothing more is committed, the supervisor starts a new process. */
function fatal(fault: unknown): void {
  log.fatal(whyItStops(fault), "stopping uncommitted");
  process.exit(1);
}

async function start(): Promise<{ stop(graceMs: number): Promise<void> }> {
  if (asked === ERASURE) {
    const environment = readEraserEnvironment();
    log = createLog("eraser", environment.SLIPSTREAM_LOG_LEVEL);
    return startEraser(environment, log, fatal);
  }
  const environment = readWorkerEnvironment();
  log = createLog("ingest-worker", environment.SLIPSTREAM_LOG_LEVEL);
  if (asked !== undefined) return startWorker(environment, lanesNamed(asked), log, fatal);
  const { lanes, leftOut } = usualLanes(environment);
  for (const { lane, missing } of leftOut)
    log.warn({ lane, missing }, "a lane is left out, since it is not told what it needs");
  return startWorker(environment, lanes, log, fatal);
}

process.on("unhandledRejection", fatal);
process.on("uncaughtException", fatal);

const running = await start();

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    log.info({ signal }, "finishing what is in flight");
    running.stop(GRACE_MS).then(() => process.exit(0), fatal);
  });
}
