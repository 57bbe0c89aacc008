import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { REPOSITORY } from "@/stack/folders";

const Figures = z.object({
  streams: z.number(),
  /** Streams whose socket takes nothing more. */
  frozen: z.number(),
  applied: z.number(),
  atMs: z.number(),
  bytes: z.number(),
  rss: z.number(),
  cpuMs: z.number(),
});
export type LiveFigures = z.infer<typeof Figures>;

/** `live-server.ts` as a process of its own. */
export class LiveProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** Of a local socket: it takes much less than a port does of what nobody reads. */
    readonly path: string,
  ) {}

  static async start(bikes: number, fleets: number, updatesPerSecond: number): Promise<LiveProcess> {
    const path = join(await mkdtemp(join(tmpdir(), "slipstream-bench-")), "live.sock");
    const script = fileURLToPath(new URL("./live-server.ts", import.meta.url));
    const child = spawn(
      process.execPath,
      ["--expose-gc", "--import", "tsx", script, path, ...[bikes, fleets, updatesPerSecond].map(String)],
      { cwd: REPOSITORY, stdio: ["ignore", "pipe", "inherit"] },
    );
    for await (const line of createInterface({ input: child.stdout }))
      return new LiveProcess(child, Number(line), path);
    throw new Error("the live process ended before it listened");
  }

  /** After its garbage is collected. */
  async figures(): Promise<LiveFigures> {
    const request = get({ socketPath: this.path, path: "/figures", agent: false });
    const [response]: IncomingMessage[] = await once(request, "response");
    return Figures.parse(response && (await json(response)));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
    await rm(dirname(this.path), { recursive: true });
  }
}
