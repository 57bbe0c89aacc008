import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Launched, type LaunchOptions, launch } from "@/stack/process/launch";
import { type PidRecord, runningProcess, signalProcess } from "@/stack/process/pid-record";

/** A real server whose process the laboratory kills, freezes and starts again. */
export class Server {
  private launched: Launched | null = null;
  private refusesWrites = false;

  /** @param options as it was launched with; its record names the process. */
  constructor(private readonly options: LaunchOptions) {}

  /** The whole group: some servers are a launcher and what it launched. */
  private async signal(signal: NodeJS.Signals): Promise<void> {
    const record = await this.running(`be sent ${signal}`);
    signalProcess(-record.pid, signal);
  }

  private async running(purpose: string): Promise<PidRecord> {
    const record = await runningProcess(this.options.recordFile);
    if (!record) throw new Error(`${this.options.name} does not run, and cannot ${purpose}`);
    return record;
  }

  freeze = (): Promise<void> => this.signal("SIGSTOP");
  thaw = (): Promise<void> => this.signal("SIGCONT");

  async kill(): Promise<void> {
    await this.signal("SIGKILL");
    await this.ended();
  }

  /** Asks it to end in its own order, and waits until it has. */
  async end(): Promise<void> {
    await this.signal(this.options.stopSignal);
    await this.ended();
  }

  /**
   * The kernel takes nothing more of its first process into any file, as when the disk is full: it says EFBIG where a
   * full disk says ENOSPC. A process that is started anew may write.
   */
  async refuseWrites(): Promise<void> {
    const record = await this.running("be refused to write");
    this.refusesWrites = true;
    await promisify(execFile)("prlimit", [`--pid=${record.pid}`, "--fsize=1:"], {
      cwd: "/",
      ...this.options.identity,
    });
  }

  /** Resolves when it does not run any more. */
  async ended(withinSeconds = 30): Promise<void> {
    for (const startedMs = performance.now(); await runningProcess(this.options.recordFile); await sleep(20))
      if (performance.now() - startedMs > withinSeconds * 1_000)
        throw new Error(`expected ${this.options.name} to end within ${withinSeconds} s`);
  }

  /** Resolves when it serves again. */
  async start(): Promise<void> {
    this.launched = await launch(this.options);
    this.refusesWrites = false;
  }

  /** Lets it run as before any fault, whatever was done to it. */
  async heal(): Promise<void> {
    if (await runningProcess(this.options.recordFile)) await this.thaw();
    if (this.refusesWrites && (await runningProcess(this.options.recordFile))) await this.kill();
    if (!(await runningProcess(this.options.recordFile))) await this.start();
  }

  /** An orderly stop of what `start` launched. */
  async stop(): Promise<void> {
    await this.launched?.stop();
    this.launched = null;
  }
}
