import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parsePidRecord, runningProcess, stopRecorded, writePidRecord } from "./pid-record";

describe("pid record", () => {
  let folder: string;
  const file = () => join(folder, "run", "child.json");
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pid-record-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const sleeper = (): number => {
    const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
    if (!child.pid) throw new Error("no child");
    return child.pid;
  };

  it("finds the process again and ends it", async () => {
    await writePidRecord(file(), sleeper(), "here");
    expect(await runningProcess(file())).toMatchObject({ note: "here" });
    expect(await stopRecorded(file(), "SIGTERM", 5)).toBe(true);
    expect(await runningProcess(file())).toBeUndefined();
    expect(await stopRecorded(file(), "SIGTERM", 5)).toBe(false);
  });

  it("never ends a process that was given the id of an earlier one", async () => {
    const pid = sleeper();
    await writePidRecord(file(), pid);
    const record = parsePidRecord(await readFile(file(), "utf8"));
    await writeFile(file(), JSON.stringify({ ...record, start: "another boot:1" }));
    expect(await stopRecorded(file(), "SIGKILL", 1)).toBe(false);
    expect(() => process.kill(pid, 0)).not.toThrow();
    process.kill(pid, "SIGKILL");
  });

  it.each(["", "{", "[]", '{"pid":0,"start":"x"}', '{"pid":12}'])("takes %j for no record", (text) => {
    expect(parsePidRecord(text)).toBeUndefined();
  });
});
