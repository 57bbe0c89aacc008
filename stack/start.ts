import { join } from "node:path";
import { setUpStores } from "@/cli/set-up-stores";
import { readSetupEnvironment } from "@/lib/env/setup";
import { ensureBuilt } from "./app/build";
import { demoFleetSize } from "./app/demo-fleet-size";
import { replaySamples } from "./app/replay-samples";
import { startApp } from "./app/start-app";
import { startSimulator } from "./app/start-simulator";
import { supervisorRecord } from "./background";
import { rememberDemoKeys } from "./demo-keys";
import { readEnvironmentFile } from "./environment-file";
import type { Folders } from "./folders";
import { preflight } from "./preflight";
import { claim } from "./process/claim";
import { writePidRecord } from "./process/pid-record";
import type { Display } from "./progress/display";
import { step } from "./progress/progress";
import { aborted, Stopped, untilSignal } from "./signals";
import { type RunningStack, startStack } from "./start-stack";

/**
 * Everything from one command: servers, setup, builds, web, worker, a fleet that rides and, the first time, the sample
 * rides; then keeps all of it running until told to stop. Says so when it runs already.
 * @throws Error in words for the user; nothing is left running then.
 */
export async function start(folders: Folders, display: Display): Promise<void> {
  const bikes = demoFleetSize(process.env);
  await preflight();
  const record = join(folders.run, "app.json");
  const claimed = await claim(record, "starting");
  if (claimed.kind === "held") {
    display.say(
      `Slipstream runs already: ${claimed.holder?.note ?? "starting"} (process ${claimed.holder?.pid}).`,
    );
    return;
  }
  const signal = untilSignal();
  const stops: (() => Promise<void>)[] = [];
  try {
    const stack = await serversAndBuilds(folders, display, signal, stops);
    const environment = { ...stack.environment, ...(await setUp(folders, stack, display)) };
    signal.throwIfAborted();
    const app = await startApp(folders, environment, "local", display.onProgress, signal, bikes);
    stops.unshift(app.stop);
    await writePidRecord(record, process.pid, app.address);
    sayWelcome(display, app.address);
    stops.unshift(await startSimulator(folders, environment, app, display.onProgress, signal));
    await replaySamples(folders, {
      environment,
      address: app.address,
      signal,
      onProgress: display.onProgress,
    });
    await aborted(signal);
  } catch (fault) {
    if (!(fault instanceof Stopped) && !signal.aborted) throw fault;
  } finally {
    await step(display.onProgress, "Stop", async () => {
      for (const stop of stops) await stop();
    });
    await claimed.release();
  }
}

/** The servers start while the programs are built: on a first start both take their time. */
async function serversAndBuilds(
  folders: Folders,
  display: Display,
  signal: AbortSignal,
  stops: (() => Promise<void>)[],
): Promise<RunningStack> {
  const stopBoth = new AbortController();
  const both = AbortSignal.any([signal, stopBoth.signal]);
  const giveUp = (fault: unknown): never => {
    stopBoth.abort(fault);
    throw fault;
  };
  const [servers, built] = await Promise.allSettled([
    serversOf(folders, display, both).catch(giveUp),
    ensureBuilt(display.onProgress, both).catch(giveUp),
  ]);
  if (servers.status === "fulfilled") stops.unshift(servers.value.stop);
  if (stopBoth.signal.aborted) throw stopBoth.signal.reason;
  if (servers.status === "rejected") throw servers.reason;
  if (built.status === "rejected") throw built.reason;
  return servers.value;
}

/** Our own servers, or those that `npm run stack -- up` keeps, which stay when we go. */
async function serversOf(folders: Folders, display: Display, signal: AbortSignal): Promise<RunningStack> {
  const servers = await claim(supervisorRecord(folders), "start");
  if (servers.kind === "held") {
    const environment = await readEnvironmentFile(folders.environmentFile).catch(() => {
      throw new Error("The servers of this folder are just starting or stopping: try again in a moment.");
    });
    display.onProgress({ step: "Servers", state: "done", detail: "run already" });
    return { environment, stop: () => Promise.resolve() };
  }
  try {
    const { onProgress } = display;
    const options = { folder: folders.root, namespacePattern: "slipstream", kind: "local" } as const;
    const stack = await startStack({ ...options, onProgress, signal });
    return { ...stack, stop: () => stack.stop().finally(servers.release) };
  } catch (fault) {
    await servers.release();
    throw fault;
  }
}

async function setUp(
  folders: Folders,
  stack: RunningStack,
  display: Display,
): Promise<Readonly<Record<string, string>>> {
  const keys = await step(display.onProgress, "Set up", (say) =>
    setUpStores(readSetupEnvironment(stack.environment), say),
  );
  if (keys) await rememberDemoKeys(folders, keys);
  return { ...keys };
}

function sayWelcome(display: Display, address: string): void {
  display.say(`
Slipstream runs at ${address}

The sign-in page lists the demo accounts. Ctrl-C stops everything.
`);
}
