import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bundleWorker, WORKER_FLAGS } from "@/stack/app/worker-bundle";
import { BUILD } from "@/stack/folders";

const BUNDLE = join(BUILD, "worker-of-tests.mjs");

/** Builds the product's worker, for processes that run the outbox lane alone. */
export const buildPublisher = (): Promise<void> => bundleWorker("ingest-worker/main.ts", BUNDLE);

/** A worker process with the outbox lane alone. End it by a signal. */
export const startPublisher = (environment: Readonly<Record<string, string>>): ChildProcess =>
  startWorkerProcess(environment, "outbox");

/** A worker process with one lane. End it by a signal. */
export function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  lane: "outbox" | "erasure",
): ChildProcess {
  return spawn(process.execPath, [...WORKER_FLAGS, BUNDLE, `--lanes=${lane}`], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      ...environment,
      SLIPSTREAM_LOG_LEVEL: "silent",
      SLIPSTREAM_WORKER_METRICS_PORT: "0",
    },
    stdio: "ignore",
  });
}

/** Ends it by this signal, and resolves when it is no more. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const isOver = once(child, "exit");
  child.kill(signal);
  await isOver;
}
