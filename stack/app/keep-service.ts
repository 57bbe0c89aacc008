import { rename } from "node:fs/promises";
import { type Kept, keepRunning } from "@/stack/process/keep-running";
import type { LaunchOptions } from "@/stack/process/launch";
import { type OnProgress, step } from "@/stack/progress/progress";

/** Starts a service with a log of its own, as a step that ends with where it is, and keeps it running. */
export function keepService(options: LaunchOptions, where: string, onProgress: OnProgress): Promise<Kept> {
  return step(onProgress, options.name, async (_say, conclude) => {
    await rename(options.logFile, `${options.logFile}.previous`).catch(() => undefined);
    const kept = await keepRunning(options, (what) =>
      onProgress({ step: options.name, state: "running", detail: what }),
    );
    conclude(where);
    return kept;
  });
}
