import { spawn } from "node:child_process";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Folders, REPOSITORY } from "@/stack/folders";
import { nodeProgram } from "@/stack/process/node-program";
import { type OnProgress, step } from "@/stack/progress/progress";

const SAMPLES = "data/dublin-rides";

export interface ReplayOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Of the web server whose edge takes the rides. */
  readonly address: string;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/**
 * Sends the sample rides through the edge, once per installation, so that there is something to see. A failure is
 * reported and tried again at the next start; it does not stop the product.
 */
export async function replaySamples(folders: Folders, options: ReplayOptions): Promise<void> {
  const mark = join(folders.data, "samples-replayed");
  const replayed = await access(mark).then(
    () => true,
    () => false,
  );
  if (replayed) return;
  await step(options.onProgress, "Replay sample rides", async (say) => {
    await replay(options, join(folders.logs, "replay.log"), say);
    await writeFile(mark, `${new Date().toISOString()}\n`);
  }).catch((fault: unknown) => {
    if (options.signal.aborted) throw fault;
    const detail = fault instanceof Error ? fault.message : String(fault);
    options.onProgress({ step: "Replay sample rides", state: "failed", detail });
  });
}

async function replay(
  { environment, address, signal }: ReplayOptions,
  logFile: string,
  say: (detail: string) => void,
): Promise<void> {
  const program = nodeProgram(join(REPOSITORY, "simulator", "replay.ts"), join(REPOSITORY, SAMPLES));
  const child = spawn(process.execPath, program, {
    cwd: REPOSITORY,
    env: { ...process.env, ...environment, SLIPSTREAM_URL: address },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (line.trim()) say(line.trim());
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  await writeFile(logFile, `${lines.join("\n")}\n`);
  if (code !== 0) throw new Error(`ended with code ${code}; see ${logFile}`);
}
