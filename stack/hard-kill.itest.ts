import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { supervisorRecord } from "./background";
import { type Folders, foldersOf, REPOSITORY } from "./folders";
import { runningProcess } from "./process/pid-record";

const SERVERS = ["elasticsearch", "kafka", "postgres"];

describe("a supervisor that is killed hard", () => {
  let folders: Folders;
  beforeEach(async () => {
    folders = foldersOf(await mkdtemp(join(tmpdir(), "hard-kill-")));
  });
  afterEach(async () => {
    await stack("down");
    await rm(folders.root, { recursive: true, force: true });
  });

  const stack = (command: string) =>
    promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "stack/main.ts", command, `--folder=${folders.root}`, "--kind=test"],
      { cwd: REPOSITORY },
    );
  const pidOf = async (record: string) => (await runningProcess(record))?.pid ?? expect.fail(record);
  const serverPids = () => Promise.all(SERVERS.map((name) => pidOf(join(folders.run, `${name}.json`))));
  const runs = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it("leaves nothing that the next start does not end or replace", { timeout: 240_000 }, async () => {
    await stack("up");
    const before = await serverPids();
    process.kill(await pidOf(supervisorRecord(folders)), "SIGKILL");

    await stack("up");
    const after = await serverPids();
    expect(before.filter(runs)).toEqual([]);
    expect(after.filter(runs)).toEqual(after);

    const { stdout } = await stack("up");
    expect(stdout).toContain("run already");
    expect(await serverPids()).toEqual(after);

    await stack("down");
    expect(after.filter(runs)).toEqual([]);
  });
});
