import type { Folders } from "@/stack/folders";
import type { OnProgress } from "@/stack/progress/progress";
import { keepService } from "./keep-service";
import { simulatorService } from "./services";
import type { RunningApp } from "./start-app";

/**
 * Starts the demo fleet, if there is to be one, against an app that runs, and keeps it riding. A failure is reported;
 * the product goes on without.
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
  if (!app.fleet) return nothing;
  const options = simulatorService(folders, environment, app.fleet, app.address);
  const outcome = `${app.fleet.bikes} bikes ride`;
  const kept = await keepService({ ...options, giveUp: signal }, outcome, onProgress).catch(() => undefined);
  return kept ? () => kept.stop() : nothing;
}
