import { readWorkerEnvironment } from "@/lib/env/worker";
import { createLog } from "@/lib/log";
import { whyItStops } from "./log/why-it-stops";
import { LANE_NAMES, type LaneName, startWorker } from "./worker";

const GRACE_MS = 10_000;

const environment = readWorkerEnvironment();
const log = createLog("ingest-worker", environment.SLIPSTREAM_LOG_LEVEL);

function lanesFrom(args: readonly string[]): LaneName[] {
  const asked = args.find((arg) => arg.startsWith("--lanes="))?.slice("--lanes=".length);
  if (asked === undefined) return [...LANE_NAMES];
  return asked.split(",").map((name) => {
    const lane = LANE_NAMES.find((known) => known === name);
    if (!lane) throw new Error(`--lanes: expected some of ${LANE_NAMES.join(", ")}, got "${name}"`);
    return lane;
  });
}

/** What no rule covers: nothing more is committed, the supervisor starts a new process. */
function fatal(fault: unknown): void {
  log.fatal(whyItStops(fault), "stopping uncommitted");
  process.exit(1);
}
process.on("unhandledRejection", fatal);
process.on("uncaughtException", fatal);

const worker = await startWorker(environment, lanesFrom(process.argv.slice(2)), log, fatal);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    log.info({ signal }, "finishing what is in flight");
    worker.stop(GRACE_MS).then(() => process.exit(0), fatal);
  });
}
