import { closeTenantDatabase } from "@/lib/db/as-tenant";
import { closeDatabase, openDatabase } from "@/lib/db/client";
import { readWebEnvironment } from "@/lib/env/web";
import { createLog } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { keepIndexed } from "@/lib/lookup/keep-indexed";
import { runBatches } from "@/lib/registration/run-batches";
import { boundedBySender } from "@/lib/trace/bounded-by-sender";
import { openTracer } from "@/lib/trace/open-tracer";
import { enabledDemoAccounts } from "@/lib/users/enabled-demo-accounts";
import { boundBodies } from "./bound-bodies";
import { closeAll, onShutdown } from "./closers";
import { serveMetrics } from "./metrics";
import { reachableBeyondLoopback } from "./reachable-beyond-loopback";
import { traceWith } from "./web-tracer";

/** Their routes read what is sent by limits of their own. */
const UPLOADS = new Set([
  "/api/v1/telemetry",
  "/api/v1/registrations",
  "/api/v1/consents",
  "/api/v1/estimates",
  "/api/v1/productions",
  "/api/registration/files",
  "/api/legacy/files",
]);

/**
 * What the web process does before its first request: reads the environment, bounds the bodies of requests, refuses to
 * open demo accounts to a network, serves metrics, works on files of bikes, keeps the numbers of bikes ready to be looked
 * up, traces where a receiver is named, and closes what is open when it is told to end.
 * @throws Error that says what has to change.
 */
export async function boot(environment = process.env): Promise<void> {
  const settings = readWebEnvironment(environment);
  boundBodies(UPLOADS);
  if (settings.SLIPSTREAM_LOCAL_STACK) {
    const port = Number(environment.PORT);
    const address = port > 0 ? await reachableBeyondLoopback(port) : null;
    if (address !== null)
      throw new Error(
        `The local stack has demo accounts, yet ${address}:${port} answers: listen on a loopback address only.`,
      );
    if (settings.NEXTAUTH_URL === undefined) environment.AUTH_TRUST_HOST = "true";
  } else await refuseDemoAccounts(settings.SLIPSTREAM_DATABASE_URL);
  const metrics = await serveMetrics(settings.SLIPSTREAM_WEB_METRICS_PORT);
  onShutdown(() => void metrics.close());
  const log = createLog("web", settings.SLIPSTREAM_LOG_LEVEL);
  const batches = runBatches(log);
  onShutdown(async () => {
    await batches.stop();
    await Promise.all([closeDatabase(), closeTenantDatabase()]);
  });
  const tracer = await openTracer(settings, "slipstream-web", log);
  traceWith(tracer && boundedBySender(tracer));
  onShutdown(() => tracer?.close());
  const numbers = openDatabase(settings.SLIPSTREAM_DATABASE_URL);
  const stopIndexing = keepIndexed(numbers.db, (fault) =>
    log.warn({ fault: describeFault(fault) }, "numbers of bikes are not derived"),
  );
  onShutdown(() => stopIndexing().finally(() => numbers.close()));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void closeAll());
  log.info({ metrics: metrics.address() }, "web is up");
}

/** A database that a local stack filled has accounts whose password everybody can read. */
async function refuseDemoAccounts(databaseUrl: string): Promise<void> {
  const { db, close } = openDatabase(databaseUrl);
  const emails = await enabledDemoAccounts(db).finally(close);
  if (emails.length === 0) return;
  throw new Error(
    `Expected no enabled demo accounts outside a local stack, got ${emails.length}. Disable them:\n` +
      `npm run admin -- users disable --email ${emails.join()} --reason "demo accounts"`,
  );
}

/** Boots, or writes what is wrong and ends the process: one that cannot work does not stay. */
export async function bootOrEnd(): Promise<void> {
  try {
    await boot();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
