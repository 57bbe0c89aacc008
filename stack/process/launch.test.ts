import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { launch } from "./launch";
import { aProgram } from "./testing/a-program";

it("counts what a program says at once, however busy we are", async () => {
  const folder = await mkdtemp(join(tmpdir(), "launch-"));
  try {
    const launching = launch({
      ...aProgram(folder, "/bin/sh", "-c", "echo ready; sleep 60"),
      readyWithinSeconds: 3,
    });
    for (let at = 0; at < 5; at++) {
      for (const until = performance.now() + 100; performance.now() < until; );
      await turn();
    }
    const launched = await launching;
    expect(launched.pid).toBeGreaterThan(0);
    await launched.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
