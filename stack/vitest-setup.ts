import type { TestProject } from "vitest/node";
import { startTestStack } from "./test-stack";

declare module "vitest" {
  interface ProvidedContext {
    /** Variables that lib/env reads, for the servers of this test run. */
    environment: Record<string, string>;
  }
}

/** Servers for the integration tests: those of the whole test run where one is under way, else their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startTestStack((event) => {
    if (event.state !== "running") console.log(`${event.step}: ${event.state} ${event.detail ?? ""}`);
  });
  project.provide("environment", { ...stack.environment });
  return () => stack.stop();
}
