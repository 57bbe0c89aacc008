import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setUpStores } from "@/cli/set-up-stores";
import { readSetupEnvironment } from "@/lib/env/setup";
import { rememberDemoKeys } from "./demo-keys";
import { readEnvironmentFile } from "./environment-file";
import { type Folders, foldersOf } from "./folders";
import type { OnProgress } from "./progress/progress";
import { step } from "./progress/progress";
import { type RunningStack, startStack } from "./start-stack";
import { makeTestFolder } from "./test-folder";

/** Names the environment file of servers that a test run has started for all its parts. */
export const SHARED_STACK = "SLIPSTREAM_TEST_STACK";

export interface TestStack extends RunningStack {
  readonly folders: Folders;
}

/**
 * Isolated servers on free ports, set up for namespace `slipstream`, with rights for every `slipstream-…`; their folder
 * goes when they stop.
 */
export async function startTestStack(onProgress: OnProgress, signal?: AbortSignal): Promise<TestStack> {
  const shared = process.env[SHARED_STACK];
  if (shared) {
    const folders = foldersOf(dirname(shared));
    return { folders, environment: await readEnvironmentFile(shared), stop: () => Promise.resolve() };
  }
  const folder = await makeTestFolder(onProgress);
  const stack = await startStack({
    folder,
    namespacePattern: "slipstream*",
    kind: "test",
    onProgress,
    signal,
  });
  const stop = async () => {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const keys = await step(onProgress, "Set up", (say) =>
      setUpStores(readSetupEnvironment(stack.environment), say),
    );
    if (keys) await rememberDemoKeys(foldersOf(folder), keys);
    return { folders: foldersOf(folder), environment: { ...stack.environment, ...keys }, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
