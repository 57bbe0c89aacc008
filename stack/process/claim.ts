import { rm } from "node:fs/promises";
import { type PidRecord, runningProcess, writePidRecord } from "./pid-record";

export type Claim =
  | { kind: "claimed"; release: () => Promise<void> }
  | { kind: "held"; holder: PidRecord | undefined };

/** Notes this process as the one that does a job, unless another that still runs has it. */
export async function claim(file: string, note: string): Promise<Claim> {
  const holder = await runningProcess(file);
  if (holder && holder.pid !== process.pid) return { kind: "held", holder };
  await rm(file, { force: true });
  try {
    await writePidRecord(file, process.pid, note, "wx");
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
    return { kind: "held", holder: await runningProcess(file) };
  }
  return { kind: "claimed", release: () => rm(file, { force: true }) };
}
