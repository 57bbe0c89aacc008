import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Folders } from "@/stack/folders";
import { pickPort } from "@/stack/ports";
import type { Kept } from "@/stack/process/keep-running";
import { stopRecorded } from "@/stack/process/pid-record";
import type { OnProgress } from "@/stack/progress/progress";
import { USUAL_PORTS } from "@/stack/versions";
import { keepService } from "./keep-service";
import { type DemoFleet, webService, workerService } from "./services";

export interface RunningApp {
  /** Of the web server, without a slash at the end. */
  readonly address: string;
  /** Of the worker's health and metrics. */
  readonly workerAddress: string;
  /** That is to ride, at controls that the web server was told of. */
  readonly fleet: DemoFleet | null;
  stop(): Promise<void>;
}

/**
 * Starts the built web server and workers against servers that run, and keeps both running.
 * @param bikes how many are to ride beside them; 0 is no fleet.
 * @throws Error with the end of the log of what did not start; then neither is left running.
 */
export async function startApp(
  folders: Folders,
  environment: Readonly<Record<string, string>>,
  kind: "local" | "test",
  onProgress: OnProgress,
  signal?: AbortSignal,
  bikes = 0,
): Promise<RunningApp> {
  await stopLeftApp(folders);
  await mkdir(folders.logs, { recursive: true });
  const promised = new Set<number>();
  const port = (usual: number) => pickPort(kind === "local" ? usual : 0, promised);
  const ports = {
    web: await port(USUAL_PORTS.web),
    webMetrics: await port(USUAL_PORTS.webMetrics),
    workerMetrics: await port(USUAL_PORTS.workerMetrics),
    ridesMetrics: await port(USUAL_PORTS.ridesMetrics),
    reportsMetrics: await port(USUAL_PORTS.reportsMetrics),
  };
  const address = `http://127.0.0.1:${ports.web}`;
  const workerAddress = `http://127.0.0.1:${ports.workerMetrics}`;
  const fleet =
    bikes > 0
      ? {
          bikes,
          controls: { port: await port(USUAL_PORTS.simulator), token: randomBytes(32).toString("base64url") },
        }
      : null;
  const webPorts = { web: ports.web, metrics: ports.webMetrics };
  const web = webService(folders, environment, webPorts, fleet?.controls);
  const worker = workerService(folders, environment, "ingest", { metrics: ports.workerMetrics });
  const rides = workerService(folders, environment, "rides", { metrics: ports.ridesMetrics });
  const reports = workerService(folders, environment, "reports", { metrics: ports.reportsMetrics });
  const kept: Kept[] = [];
  const outcomes = await Promise.allSettled(
    [
      { options: worker, where: workerAddress },
      { options: rides, where: `http://127.0.0.1:${ports.ridesMetrics}` },
      { options: reports, where: `http://127.0.0.1:${ports.reportsMetrics}` },
      { options: web, where: address },
    ].map(async ({ options, where }) => {
      kept.push(await keepService({ ...options, giveUp: signal }, where, onProgress));
    }),
  );
  const stop = async () => {
    await Promise.all(kept.map((service) => service.stop()));
  };
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { address, workerAddress, fleet, stop };
}

/** Ends a web server, a worker and a simulator whose supervisor was killed before it could. */
export async function stopLeftApp(folders: Folders): Promise<void> {
  for (const name of ["simulator", "web", "reports-worker", "rides-worker", "worker"])
    await stopRecorded(join(folders.run, `${name}.json`), "SIGTERM", 15);
}
