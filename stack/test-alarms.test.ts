import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alarmCases } from "../deploy/prometheus/cases-file";
import { testAlarms } from "./test-alarms";

const CASES = alarmCases().length;

describe("testAlarms", () => {
  let folder: string;
  let said: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "promtool-"));
    said = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = () =>
    testAlarms({
      environment: { PATH: folder },
      say: (line) => said.push(line),
      signal: new AbortController().signal,
    });
  const promtool = (script: string) =>
    writeFile(join(folder, "promtool"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  it("says that it skips where there is no promtool", async () => {
    expect(await run()).toEqual({ passed: 0, failed: 0 });
    expect(said).toEqual([expect.stringMatching(/^Skipped: .*promtool is not in PATH/)]);
  });

  it("counts every case, and the configuration as one", async () => {
    await promtool("exit 0");
    expect(await run()).toEqual({ passed: CASES + 1, failed: 0 });
  });

  it("counts and shows the cases that promtool names", async () => {
    const name = alarmCases()[0]?.name;
    await promtool(`[ "$1" = check ] || { echo "    name: ${name}," >&2; exit 1; }`);
    expect(await run()).toEqual({ passed: CASES, failed: 1 });
    expect(said.join("\n")).toContain(name);
  });

  it("never takes a promtool that ends badly for success", async () => {
    await promtool("exit 2");
    expect(await run()).toEqual({ passed: 0, failed: CASES + 1 });
  });
});
