import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processStart } from "./process-start";

const PidRecord = z.object({
  pid: z.number().int().positive(),
  /** See `processStart`: a recycled process id has another. */
  start: z.string().min(1),
  /** What the process says about itself, for example its address. */
  note: z.string().default(""),
});
export type PidRecord = z.infer<typeof PidRecord>;

/**
 * Notes a running process, so that a later run can find it.
 * @param flag `wx` fails with EEXIST when there is a record.
 * @throws Error when the process does not run any more.
 */
export async function writePidRecord(
  file: string,
  pid: number,
  note = "",
  flag: "w" | "wx" = "w",
): Promise<void> {
  const start = await processStart(pid);
  if (!start) throw new Error(`process ${pid} ended before it could be noted`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ pid, start, note })}\n`, { flag });
}

/** The noted process if exactly that one still runs; undefined otherwise, also when the id was given to another. */
export async function runningProcess(file: string): Promise<PidRecord | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const record = text === undefined ? undefined : parsePidRecord(text);
  if (!record || (await processStart(record.pid)) !== record.start) return undefined;
  return record;
}

/** Undefined when the text is no record, as after a crash while it was written. */
export function parsePidRecord(text: string): PidRecord | undefined {
  try {
    return PidRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Ends the noted process: the signal first, after the grace its whole group hard. False when there was none. */
export async function stopRecorded(
  file: string,
  signal: NodeJS.Signals,
  graceSeconds: number,
): Promise<boolean> {
  const record = await runningProcess(file);
  if (record) {
    signalProcess(record.pid, signal);
    for (let waitedMs = 0; await runningProcess(file); waitedMs += 100) {
      if (waitedMs >= graceSeconds * 1_000) signalProcess(-record.pid, "SIGKILL");
      if (waitedMs >= graceSeconds * 1_000 + 10_000) throw new Error(`process ${record.pid} does not end`);
      await sleep(100);
    }
  }
  await rm(file, { force: true });
  return record !== undefined;
}

/** Sends a signal to a process, or to a group by its negative id; a process that is gone already is no fault. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "ESRCH")) throw fault;
  }
}
