import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { ensureBuilt } from "@/stack/app/build";
import { webService } from "@/stack/app/services";
import { foldersOf } from "@/stack/folders";
import { pickPort } from "@/stack/ports";
import { type Launched, launch } from "@/stack/process/launch";

/** Ports of servers that run one after the other, and may overlap in ending. */
const promised = new Set<number>();

/** The product's web server, built and started as `npm start` does. */
export class WebChild {
  private hasEnded = false;

  private constructor(
    readonly address: string,
    private readonly launched: Launched,
  ) {
    void launched.ended.then(() => {
      this.hasEnded = true;
    });
  }

  /** Resolves when it serves. @param logs the folder of its log. */
  static async start(
    logs: string,
    name: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<WebChild> {
    await ensureBuilt(() => undefined);
    const ports = { web: await pickPort(0, promised), metrics: await pickPort(0, promised) };
    const options = webService(foldersOf(join(logs, "..")), environment, ports);
    const launched = await launch({ ...options, logFile: join(logs, `web-${name}.log`) });
    return new WebChild(`http://127.0.0.1:${ports.web}`, launched);
  }

  get isRunning(): boolean {
    return !this.hasEnded;
  }

  /** Resident memory as of now, bytes. */
  residentBytes = (): Promise<number> => this.status("VmRSS");
  /** The most that it ever was, as the kernel keeps it. */
  peakBytes = (): Promise<number> => this.status("VmHWM");

  /** Sockets that it holds, of clients and of servers. */
  async sockets(): Promise<number> {
    const folder = `/proc/${this.launched.pid}/fd`;
    const targets = (await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => ""));
    return (await Promise.all(targets)).filter((target) => target.startsWith("socket:")).length;
  }

  stop = (): Promise<void> => this.launched.stop();

  private async status(field: string): Promise<number> {
    const text = await readFile(`/proc/${this.launched.pid}/status`, "utf8").catch(() => "");
    return 1_024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  }
}
