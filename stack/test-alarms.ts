import { spawn } from "node:child_process";
import { join } from "node:path";
import { alarmCases, CASES_FILE } from "../deploy/prometheus/cases-file";
import { REPOSITORY } from "./folders";
import { countCases, type TestCount } from "./test-count";

const FOLDER = join(REPOSITORY, "deploy", "prometheus");
const PROMTOOL = "promtool";
const CONFIGURATION = "prometheus.yml";
const MISSING =
  "Skipped: the cases of the alarms, as promtool is not in PATH (Debian has it in the package prometheus).";

interface Run {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Each alarm's cases and the example configuration, by promtool; says so and counts nothing where there is none. */
export async function testAlarms(run: Run): Promise<TestCount> {
  const cases = await promtool(["test", "rules", CASES_FILE], run);
  if (cases === null) {
    run.say(MISSING);
    return { passed: 0, failed: 0 };
  }
  const configuration = await promtool(["check", "config", CONFIGURATION], run);
  const names = alarmCases().map(({ name }) => name);
  const ofCases = countCases(names, cases.text, cases.exitCode);
  const ofConfiguration = countCases([CONFIGURATION], "", configuration?.exitCode ?? null);
  const sum = {
    passed: ofCases.passed + ofConfiguration.passed,
    failed: ofCases.failed + ofConfiguration.failed,
  };
  run.say(`Alarms, by promtool: ${sum.passed} passed, ${sum.failed} failed`);
  return sum;
}

/** What it printed, which is passed on where it ended badly; null where there is no promtool. */
function promtool(
  args: readonly string[],
  { environment, say, signal }: Run,
): Promise<{ readonly text: string; readonly exitCode: number | null } | null> {
  signal.throwIfAborted();
  const child = spawn(PROMTOOL, args, {
    cwd: FOLDER,
    env: { NODE_ENV: "test", PATH: environment.PATH },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  return new Promise((resolve, reject) => {
    child.once("error", (fault: NodeJS.ErrnoException) =>
      fault.code === "ENOENT" ? resolve(null) : reject(fault),
    );
    child.once("close", (exitCode) => {
      if (exitCode !== 0) say(text);
      resolve({ text, exitCode });
    });
  });
}
