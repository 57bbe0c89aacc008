import { setTimeout as sleep } from "node:timers/promises";

/** @throws Error where it is not there in time. */
export async function untilThere(
  what: string,
  isThere: () => Promise<boolean>,
  withinSeconds = 30,
): Promise<void> {
  for (const startedMs = performance.now(); !(await isThere()); await sleep(200))
    if (performance.now() - startedMs > withinSeconds * 1_000) throw new Error(`expected that ${what}`);
}
