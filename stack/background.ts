import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Folders, REPOSITORY } from "./folders";
import { claim } from "./process/claim";
import { nodeProgram } from "./process/node-program";
import type { OnProgress } from "./progress/progress";
import { aborted, untilSignal } from "./signals";
import { type StackOptions, startStack } from "./start-stack";

const Message = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("progress"),
    event: z.object({
      step: z.string(),
      state: z.enum(["running", "done", "failed"]),
      detail: z.string().optional(),
    }),
  }),
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);
type Message = z.infer<typeof Message>;

export const supervisorRecord = (folders: Folders): string => join(folders.run, "supervisor.json");

/**
 * Starts a supervisor in the background that keeps the servers, and waits until they serve.
 * @throws Error with the supervisor's own words when they do not.
 */
export async function startInBackground(
  folders: Folders,
  kind: StackOptions["kind"],
  onProgress: OnProgress,
): Promise<void> {
  await mkdir(folders.logs, { recursive: true });
  const log = openSync(join(folders.logs, "supervisor.log"), "a");
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const program = nodeProgram(main, "keep", `--folder=${folders.root}`, `--kind=${kind}`);
  const child = spawn(process.execPath, program, {
    cwd: REPOSITORY,
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`The supervisor ended; see ${folders.logs}/supervisor.log.`)));
    child.on("message", (sent) => {
      const message = Message.parse(sent);
      if (message.kind === "progress") onProgress(toEvent(message.event));
      else if (message.kind === "ready") resolve();
      else reject(new Error(message.message));
    });
  });
  child.disconnect();
  child.unref();
}

/** `exactOptional`: a detail that is not there is left out. */
const toEvent = ({ step, state, detail }: Extract<Message, { kind: "progress" }>["event"]) =>
  detail === undefined ? { step, state } : { step, state, detail };

/** What the supervisor in the background does: start, report, and keep until told to stop. */
export async function keepInBackground(folders: Folders, kind: StackOptions["kind"]): Promise<void> {
  const send = (message: Message) => {
    if (process.connected) process.send?.(message);
  };
  const claimed = await claim(supervisorRecord(folders), "stack");
  if (claimed.kind === "held") {
    send({ kind: "failed", message: "The servers of this folder run already." });
    return;
  }
  const onProgress: OnProgress = (event) => {
    console.log(new Date().toISOString(), event.step, event.state, event.detail ?? "");
    send({ kind: "progress", event });
  };
  try {
    const signal = untilSignal();
    const namespacePattern = kind === "local" ? "slipstream" : "slipstream*";
    const stack = await startStack({ folder: folders.root, namespacePattern, kind, onProgress, signal });
    send({ kind: "ready" });
    await aborted(signal);
    await stack.stop();
  } catch (fault) {
    send({ kind: "failed", message: fault instanceof Error ? fault.message : String(fault) });
    throw fault;
  } finally {
    await claimed.release();
  }
}
