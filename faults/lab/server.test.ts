import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runningProcess } from "@/stack/process/pid-record";
import { aProgram } from "@/stack/process/testing/a-program";
import { Server } from "./server";

describe("a server that is healed", { timeout: 20_000 }, () => {
  let folder: string;
  let server: Server;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "server-"));
    const options = aProgram(
      folder,
      process.execPath,
      "-e",
      'console.log("ready"); setInterval(() => {}, 1000)',
    );
    server = new Server(options);
    await server.start();
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const pidOf = async () => (await runningProcess(join(folder, "program.json")))?.pid;
  const stateOf = async () =>
    /^State:\s+(\w)/m.exec(await readFile(`/proc/${await pidOf()}/status`, "utf8"))?.[1];

  it("runs again where it was killed", async () => {
    await server.kill();
    expect(await pidOf()).toBeUndefined();
    await server.heal();
    expect(await pidOf()).toBeDefined();
  });

  it("goes on where it was frozen, and is not started anew", async () => {
    const pid = await pidOf();
    await server.freeze();
    await expect.poll(stateOf).toBe("T");
    await server.heal();
    await expect.poll(stateOf).toBe("S");
    expect(await pidOf()).toBe(pid);
  });

  it("is started anew where it may not write, and only then", async () => {
    const pid = await pidOf();
    await server.refuseWrites();
    await server.heal();
    const anew = await pidOf();
    expect(anew).not.toBe(pid);
    await server.heal();
    expect(await pidOf()).toBe(anew);
  });
});
