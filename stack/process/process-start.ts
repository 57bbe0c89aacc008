import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * What tells a process from a later one that was given the same id: on Linux the boot and the clock tick it started in,
 * elsewhere the start time that `ps` prints. Undefined when no such process runs, or it has ended and only waits to be
 * collected by its parent.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") {
    const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
    return stdout.trim() || undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const tick = stat && startTickOf(stat);
  if (!tick) return undefined;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  return `${boot.trim()}:${tick}`;
}

/** Field 22 of proc(5) `stat`, undefined for a zombie. The name in parentheses may itself hold blanks and brackets. */
export function startTickOf(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}
