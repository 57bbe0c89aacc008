import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { BUILD, REPOSITORY } from "@/stack/folders";

import { startTestStack, type TestStack } from "@/stack/test-stack";

export const WORKER_SCRIPT = join(BUILD, "worker.mjs");

/** Isolated servers and a freshly built worker; progress goes to standard error. */
export async function startBenchStack(): Promise<TestStack> {
  await promisify(execFile)("npm", ["run", "build:worker"], { cwd: REPOSITORY });
  return startTestStack((event) => {
    if (event.state !== "running") console.error(`${event.step}: ${event.state} ${event.detail ?? ""}`);
  });
}
