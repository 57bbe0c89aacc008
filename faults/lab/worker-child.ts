import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { WORKER_FLAGS } from "@/stack/app/worker-bundle";
import type { Order } from "../worker-under-test";
import { WORKER_UNDER_TEST } from "./laboratory";

const RESTART_AFTER_MS = 500;
const READY_WITHIN_MS = 60_000;
const Report = z.object({ metricsPort: z.number() });

/** One worker process, which is started again whenever it ends, as a supervisor would. */
export class WorkerChild {
  private child: ChildProcess | null = null;
  private metricsPort = 0;
  private isOver = false;
  private watching: Promise<void> = Promise.resolve();
  /** How often it ended by itself or was killed. */
  restarts = 0;
  /** Ends that were no death by a signal and not in order, each as its exit code. */
  readonly badEnds: number[] = [];
  /** Greatest resident memory of its processes, bytes. */
  peakBytes = 0;

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logFile: string,
  ) {}

  /** Resolves when it serves its health. */
  async start(): Promise<void> {
    this.watching = this.keep();
    const startedMs = performance.now();
    while (this.metricsPort === 0) {
      if (performance.now() - startedMs > READY_WITHIN_MS)
        throw new Error(`a worker does not start; see ${this.logFile}`);
      await sleep(50);
    }
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error("the worker is just being started again");
    return pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** An order to the process itself. */
  tell(order: Order): void {
    this.child?.send(order);
  }

  /** What it waits for, in its own words; empty while it is ready, null while it does not answer. */
  async reasons(): Promise<string | null> {
    const answer = await this.ask("/health/ready");
    return answer === null ? null : answer.startsWith("ready") ? "" : answer;
  }

  /** The sum of a metric over all labels that the pattern fits; null while it does not answer. */
  async metric(pattern: RegExp): Promise<number | null> {
    const text = await this.ask("/metrics");
    if (text === null) return null;
    const lines = text.split("\n").filter((line) => pattern.test(line));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
  }

  async sampleMemory(): Promise<void> {
    const pid = this.child?.pid;
    if (pid === undefined) return;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    this.peakBytes = Math.max(this.peakBytes, 1_024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }

  /** An orderly stop, for good. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.child?.kill("SIGCONT");
    this.child?.kill("SIGTERM");
    const killing = setTimeout(() => this.child?.kill("SIGKILL"), 30_000);
    await this.watching;
    clearTimeout(killing);
  }

  private async keep(): Promise<void> {
    while (!this.isOver) {
      const child = this.spawn();
      this.child = child;
      const [code] = await once(child, "exit");
      if (typeof code === "number" && code !== 0) this.badEnds.push(code);
      this.child = null;
      this.metricsPort = 0;
      if (this.isOver) return;
      this.restarts++;
      await sleep(RESTART_AFTER_MS);
    }
  }

  private spawn(): ChildProcess {
    const log = openSync(this.logFile, "a");
    const child = spawn(process.execPath, [...WORKER_FLAGS, WORKER_UNDER_TEST], {
      env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...this.environment },
      stdio: ["ignore", log, log, "ipc"],
    });
    closeSync(log);
    child.on("message", (message) => {
      this.metricsPort = Report.parse(message).metricsPort;
    });
    return child;
  }

  private ask(path: string): Promise<string | null> {
    return fetch(`http://127.0.0.1:${this.metricsPort}${path}`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.text(),
      () => null,
    );
  }
}
