import type { TestProject } from "vitest/node";
import { ensureBuilt } from "./app/build";
import { replaySamples } from "./app/replay-samples";
import { startApp } from "./app/start-app";
import { findChromium } from "./chromium";
import type { OnProgress } from "./progress/progress";
import { startTestStack } from "./test-stack";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the web server under test, without a slash at the end. */
    address: string;
    /** Path of the browser. */
    chromium: string;
  }
}

const onProgress: OnProgress = (event) => {
  if (event.state !== "running") console.log(`${event.step}: ${event.state} ${event.detail ?? ""}`);
};

/** The built product with its sample rides, for the browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("chromium", await findChromium());
  const stack = await startTestStack(onProgress);
  try {
    await ensureBuilt(onProgress);
    const app = await startApp(stack.folders, stack.environment, "test", onProgress);
    const stop = () => app.stop().then(stack.stop);
    const { signal } = new AbortController();
    const { environment } = stack;
    const { address } = app;
    await replaySamples(stack.folders, { environment, address, signal, onProgress });
    project.provide("environment", { ...environment });
    project.provide("address", address);
    return stop;
  } catch (fault) {
    await stack.stop();
    throw fault;
  }
}
