import { join } from "node:path";
import type { Folders } from "./folders";
import { runningProcess } from "./process/pid-record";

const PROCESSES = [
  "supervisor",
  "app",
  "elasticsearch",
  "kafka",
  "postgres",
  "web",
  "worker",
  "rides-worker",
  "simulator",
] as const;

/** One line per process of this folder: whether it runs, its id, and what it says about itself. */
export async function printStatus(folders: Folders, say: (line: string) => void): Promise<void> {
  for (const name of PROCESSES) {
    const record = await runningProcess(join(folders.run, `${name}.json`));
    say(`${name.padEnd(16)}${record ? `runs, process ${record.pid} ${record.note}`.trimEnd() : "–"}`);
  }
}
