import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { launch } from "./launch";

it("counts what a program says at once, however busy we are", async () => {
  const folder = await mkdtemp(join(tmpdir(), "launch-"));
  try {
    const launching = launch({
      name: "Program",
      command: "/bin/sh",
      args: ["-c", "echo ready; sleep 60"],
      environment: {},
      cwd: folder,
      identity: undefined,
      logFile: join(folder, "program.log"),
      recordFile: join(folder, "program.json"),
      stopSignal: "SIGTERM",
      stopGraceSeconds: 1,
      isReady: (logged) => logged.includes("ready"),
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
