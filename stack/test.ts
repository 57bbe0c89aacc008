import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureBuilt } from "./app/build";
import { findChromium } from "./chromium";
import { BUILD, REPOSITORY } from "./folders";
import { preflight } from "./preflight";
import { nodeProgram } from "./process/node-program";
import { createDisplay, type Display } from "./progress/display";
import { untilSignal } from "./signals";
import { testAlarms } from "./test-alarms";
import { countScenarios, countTests, summaryOf, type TestCount } from "./test-count";
import { SHARED_STACK, startTestStack } from "./test-stack";

/** All tests on one set of real servers. The last line printed is the sum. */
async function main(display: Display, signal: AbortSignal): Promise<void> {
  await preflight();
  const chromium = await findChromium();
  const counts = [
    await runProject("unit", {}, signal),
    await testAlarms({ say: display.say, environment: process.env, signal }),
  ];
  const stack = await startTestStack(display.onProgress, signal);
  try {
    await ensureBuilt(display.onProgress, signal);
    const environment = { [SHARED_STACK]: stack.folders.environmentFile, CHROMIUM_PATH: chromium };
    const run = (project: string) => runProject(project, environment, signal);
    // They share servers and nothing else: what waits does so while others work.
    counts.push(...(await Promise.all([run("integration"), run("waiting")])));
    counts.push(await run("browser"));
  } finally {
    await stack.stop();
  }
  counts.push(await runFaults(signal));
  if (counts.some(({ failed }) => failed > 0)) process.exitCode = 1;
  display.say(summaryOf(counts));
}

/** The fault laboratory in its shortened form, on servers of its own. */
async function runFaults(signal: AbortSignal): Promise<TestCount> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, nodeProgram("faults/main.ts", "--short", "--json"), {
    cwd: REPOSITORY,
    stdio: ["ignore", "pipe", "inherit"],
    signal,
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    text += chunk.toString("utf8");
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return countScenarios(text, exitCode);
}

/** The project, and those whose names begin with its name. */
async function runProject(
  project: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<TestCount> {
  signal.throwIfAborted();
  await mkdir(BUILD, { recursive: true });
  const report = join(BUILD, `tests-${project}-${process.pid}.json`);
  const vitest = join(REPOSITORY, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", `--project=${project}*`, "--passWithNoTests"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [...args, ...reporters], {
    cwd: REPOSITORY,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
    signal,
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const text = await readFile(report, "utf8").catch(() => "null");
  await rm(report, { force: true });
  return countTests(JSON.parse(text), exitCode);
}

const display = createDisplay();
await main(display, untilSignal()).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
display.close();
