import { vi } from "vitest";
import { runWorkerOn } from "@/ingest-worker/testing/running-worker";
import { audit } from "@/lib/db/schema";
import { readRepairEnvironment } from "@/lib/env/repair";
import { createLog } from "@/lib/log";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { openRepairStores } from "../repair-stores";

export const AUTHOR = { kind: "console", command: "tests" } as const;

/** The stores of an installation as repairs reach them, and what the audit has of a verb. */
export function openStores(installation: TestInstallation) {
  const { stores, close } = openRepairStores(
    readRepairEnvironment(installation.environment),
    createLog("tests", "silent"),
  );
  const audited = async (verb: string) =>
    (await stores.db.select().from(audit)).filter((row) => row.verb === verb);
  return { stores, audited, close };
}

/** A new installation, a worker on it, and its stores. */
export async function startRepairSuite(environment: Readonly<Record<string, string>>) {
  const installation = await makeTestInstallation(environment);
  const running = await runWorkerOn(installation);
  // The topics are new: the broker may not know yet that it leads them.
  await vi.waitFor(() => running.caughtUp(), { timeout: 20_000 });
  const { stores, audited, close } = openStores(installation);
  return {
    running,
    stores,
    audited,
    async stop() {
      await Promise.all([running.stop(), close()]);
    },
  };
}
