import { setTimeout as sleep } from "node:timers/promises";
import { type Launched, type LaunchOptions, launch } from "@/stack/process/launch";
import { runningProcess, signalProcess } from "@/stack/process/pid-record";

/** A real server whose process the laboratory kills, freezes and starts again. */
export class Server {
  private launched: Launched | null = null;

  /** @param options as it was launched with; its record names the process. */
  constructor(private readonly options: LaunchOptions) {}

  /** The whole group: some servers are a launcher and what it launched. */
  private async signal(signal: NodeJS.Signals): Promise<void> {
    const record = await runningProcess(this.options.recordFile);
    if (!record) throw new Error(`${this.options.name} does not run, and cannot be sent ${signal}`);
    signalProcess(-record.pid, signal);
  }

  freeze = (): Promise<void> => this.signal("SIGSTOP");
  thaw = (): Promise<void> => this.signal("SIGCONT");

  async kill(): Promise<void> {
    await this.signal("SIGKILL");
    while (await runningProcess(this.options.recordFile)) await sleep(20);
  }

  /** Resolves when it serves again. */
  async start(): Promise<void> {
    this.launched = await launch(this.options);
  }

  /** An orderly stop of what `start` launched. */
  async stop(): Promise<void> {
    await this.launched?.stop();
    this.launched = null;
  }
}
