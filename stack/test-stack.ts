import { rm } from "node:fs/promises";
import { setUpStores } from "@/cli/set-up-stores";
import { readSetupEnvironment } from "@/lib/env/setup";
import { readEnvironmentFile } from "./environment-file";
import type { OnProgress } from "./progress/progress";
import { step } from "./progress/progress";
import { type RunningStack, startStack } from "./start-stack";
import { makeTestFolder } from "./test-folder";

/** Names the environment file of servers that a test run has started for all its parts. */
export const SHARED_STACK = "SLIPSTREAM_TEST_STACK";

/**
 * Isolated servers on free ports, set up for namespace `slipstream`, with rights for every `slipstream-…`; their folder
 * goes when they stop.
 */
export async function startTestStack(onProgress: OnProgress): Promise<RunningStack> {
  const shared = process.env[SHARED_STACK];
  if (shared) return { environment: await readEnvironmentFile(shared), stop: () => Promise.resolve() };
  const folder = await makeTestFolder(onProgress);
  const stack = await startStack({ folder, namespacePattern: "slipstream*", kind: "test", onProgress });
  const stop = async () => {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const keys = await step(onProgress, "Set up", (say) =>
      setUpStores(readSetupEnvironment(stack.environment), say),
    );
    return { environment: { ...stack.environment, ...keys }, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
