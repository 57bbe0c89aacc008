import { join } from "node:path";
import type { LaunchOptions } from "../launch";

/** A program that is ready when it says so, with its log and its record in a folder. */
export const aProgram = (folder: string, command: string, ...args: readonly string[]): LaunchOptions => ({
  name: "Program",
  command,
  args,
  environment: {},
  cwd: folder,
  identity: undefined,
  logFile: join(folder, "program.log"),
  recordFile: join(folder, "program.json"),
  stopSignal: "SIGTERM",
  stopGraceSeconds: 1,
  isReady: (logged) => logged.includes("ready"),
  readyWithinSeconds: 10,
});
