import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepRunning, pauseMs } from "./keep-running";
import { type LaunchOptions, launch } from "./launch";
import { runningProcess } from "./pid-record";
import { aProgram } from "./testing/a-program";

describe("a process that is kept running", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "keep-running-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const program = (script: string): LaunchOptions => aProgram(folder, process.execPath, "-e", script);
  const SERVES = 'console.log("ready"); setInterval(() => {}, 1000)';
  const pidOf = async () => (await runningProcess(join(folder, "program.json")))?.pid;

  it("is started again when it ends by itself, and not when it is stopped", { timeout: 20_000 }, async () => {
    const troubles: string[] = [];
    const kept = await keepRunning(program(SERVES), (what) => troubles.push(what));
    const first = await pidOf();
    process.kill(first ?? expect.fail(), "SIGKILL");
    await expect.poll(() => troubles.at(-1), { timeout: 10_000 }).toBe("Program runs again");
    expect(troubles[0]).toBe("Program ended (signal SIGKILL); starting it again in 1 s");
    expect(await pidOf()).not.toBe(first);
    await kept.stop();
    expect(await pidOf()).toBeUndefined();
    expect(troubles).toHaveLength(2);
  });

  it("is ended hard when it does not listen", async () => {
    const deaf = await launch(program(`process.on("SIGTERM", () => {}); ${SERVES}`));
    await deaf.stop();
    expect(await deaf.ended).toBe("signal SIGKILL");
  });

  it("says why it does not start, in its own last words", async () => {
    await appendFile(join(folder, "program.log"), "ready, said an earlier run\n");
    const failing = launch(program('console.log("no disk"); process.exit(3)'));
    await expect(failing).rejects.toThrow(/Program ended \(exit code 3\)[\s\S]*no disk/);
    expect(await readFile(join(folder, "program.json")).catch(() => undefined)).toBeUndefined();
  });

  it("leaves nothing behind when its start is given up", async () => {
    const giveUp = AbortSignal.timeout(300);
    await expect(launch({ ...program("setInterval(() => {}, 1000)"), giveUp })).rejects.toThrow();
    expect(await pidOf()).toBeUndefined();
  });

  it("waits longer after each failure, and never longer than half a minute", () => {
    expect([1, 2, 3, 6, 60].map(pauseMs)).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
  });
});
