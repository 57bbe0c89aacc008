import type { Folders } from "@/stack/folders";
import type { OnProgress } from "@/stack/progress/progress";
import { keepService } from "./keep-service";
import { simulatorService } from "./services";
import type { RunningApp } from "./start-app";

/**
 * Starts the demo fleet against an app that runs, and keeps it riding. A failure is reported; the product goes on
 * without.
 * @returns what stops it.
 */
export async function startSimulator(
  folders: Folders,
  environment: Readonly<Record<string, string>>,
  app: RunningApp,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const nothing = () => Promise.resolve();
  if (!app.simulator) return nothing;
  const options = simulatorService(folders, environment, app.simulator, app.address);
  const kept = await keepService({ ...options, giveUp: signal }, "300 bikes ride", onProgress).catch(
    () => undefined,
  );
  return kept ? () => kept.stop() : nothing;
}
