import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { hasSetpriv, type Wrapping, withSetpriv } from "./command-line";
import { signalProcess, writePidRecord } from "./pid-record";
import { processStart } from "./process-start";

export interface LaunchOptions extends Omit<Wrapping, "deathSignal"> {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
  readonly recordFile: string;
  /** The signal that asks for an orderly stop. */
  readonly stopSignal: NodeJS.Signals;
  readonly stopGraceSeconds: number;
  /**
   * Resolves once the process serves; called about ten times a second with what it logged since it was launched.
   */
  readonly isReady: (logged: string) => boolean | Promise<boolean>;
  readonly readyWithinSeconds: number;
  /** Ends the wait for readiness early: the process is stopped again. */
  readonly giveUp?: AbortSignal | undefined;
}

export interface Launched {
  readonly pid: number;
  /** Resolves, never rejects, with how it ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a process in a group of its own, noted in its record, its output in the log file, and waits until it is ready.
 * @throws Error with the end of the log when it ends before, or is not ready in time; then nothing is left running.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  // Before it can write: what it says at once counts.
  const logStart = await stat(options.logFile).then(
    ({ size }) => size,
    () => 0,
  );
  const child = start(options);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (fault) => resolve(fault.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.name} did not start: ${await ended}`);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const launched: Launched = {
    pid,
    ended,
    // Once it has ended, its process id may be another's.
    stop: () => (isOver ? rm(options.recordFile, { force: true }) : stop(pid, ended, options)),
  };
  try {
    await writePidRecord(options.recordFile, pid).catch(async (fault: unknown) => {
      if (await processStart(pid)) throw fault;
    });
    await untilReady(ended, logStart, options);
  } catch (fault) {
    await launched.stop();
    throw fault;
  }
  return launched;
}

function start(options: LaunchOptions): ChildProcess {
  const wrapped = hasSetpriv();
  const { command, args } = wrapped
    ? withSetpriv(options, { ...options, deathSignal: options.stopSignal })
    : options;
  const log = openSync(options.logFile, "a");
  try {
    return spawn(command, [...args], {
      cwd: options.cwd,
      env: { NODE_ENV: "production", ...options.environment },
      detached: true,
      stdio: ["ignore", log, log],
      ...(wrapped || !options.identity ? {} : options.identity),
    });
  } finally {
    closeSync(log);
  }
}

async function untilReady(ended: Promise<string>, logStart: number, options: LaunchOptions): Promise<void> {
  const logged = async () => (await readFile(options.logFile)).subarray(logStart).toString("utf8");
  const end = ended.then((how) => ({ how }));
  for (const startedAt = performance.now(); ; ) {
    options.giveUp?.throwIfAborted();
    if (await options.isReady(await logged())) return;
    const outcome = await Promise.race([end, sleep(100)]);
    const overdue = performance.now() - startedAt > options.readyWithinSeconds * 1_000;
    if (!outcome && !overdue) continue;
    const what = outcome ? `ended (${outcome.how})` : `is not ready after ${options.readyWithinSeconds} s`;
    throw new Error(
      `${options.name} ${what}. ${options.logFile} ends with:\n${lastLines(await logged(), 15)}`,
    );
  }
}

async function stop(pid: number, ended: Promise<string>, options: LaunchOptions): Promise<void> {
  signalProcess(pid, options.stopSignal);
  const timer = setTimeout(() => signalProcess(-pid, "SIGKILL"), options.stopGraceSeconds * 1_000);
  await ended;
  clearTimeout(timer);
  await rm(options.recordFile, { force: true });
}

const lastLines = (text: string, count: number): string =>
  text
    .trimEnd()
    .split("\n")
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
