import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { WORKER_FLAGS } from "@/stack/app/worker-bundle";

/** As the stack runs them: what computes rides is a process of its own. */
const INGEST_LANES = "telemetry,late,bikes,outbox";

export interface WorkerFigures {
  /** Readings with a durable outcome, by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly storedByLane: Readonly<Record<string, number>>;
  readonly cpuSeconds: number;
}

/** The worker as a process of its own, as it runs in production, and what its metrics say. */
export class WorkerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(
    script: string,
    environment: Readonly<Record<string, string>>,
    port: number,
    log: string,
    lanes = INGEST_LANES,
  ): Promise<WorkerProcess> {
    const child = spawn(process.execPath, [...WORKER_FLAGS, script, `--lanes=${lanes}`], {
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        ...environment,
        SLIPSTREAM_WORKER_METRICS_PORT: String(port),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Frozen or not, it does not outlive who measures it.
    process.once("exit", () => child.kill("SIGKILL"));
    const out = createWriteStream(log);
    child.stdout?.pipe(out);
    child.stderr?.pipe(out);
    const worker = new WorkerProcess(child, port);
    for (let attempt = 0; attempt < 200; attempt++) {
      if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}; see ${log}`);
      if (await worker.figures().catch(() => null)) return worker;
      await sleep(50);
    }
    throw new Error(`the worker did not serve its metrics; see ${log}`);
  }

  /** Freezes the process, so that a topic can be filled before it is read. */
  freeze(): void {
    this.child.kill("SIGSTOP");
  }

  thaw(): void {
    this.child.kill("SIGCONT");
  }

  async figures(): Promise<WorkerFigures> {
    if (this.child.exitCode !== null) throw new Error("the worker has ended");
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    const outcomes: Record<string, number> = {};
    const storedByLane: Record<string, number> = {};
    for (const [, lane = "", outcome = "", value] of text.matchAll(
      /^slipstream_readings_total\{lane="([a-z-]+)",outcome="([a-z-]+)"\} (\S+)/gm,
    )) {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + Number(value);
      if (outcome === "stored") storedByLane[lane] = Number(value);
    }
    const cpuSeconds = Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
    return { outcomes, storedByLane, cpuSeconds };
  }

  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.child.pid}/status`, "utf8");
    return 1_024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill("SIGCONT");
    this.child.kill("SIGTERM");
    await once(this.child, "exit");
  }
}
