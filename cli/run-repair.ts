import type { Author } from "@/lib/audit/author";
import { readRepairEnvironment } from "@/lib/env/repair";
import { createLog } from "@/lib/log";
import { openRepairStores, type RepairStores } from "@/lib/repair/repair-stores";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs, type Verbs } from "./run-verbs";

/** What is repaired, and in whose name. */
interface Repair {
  readonly stores: RepairStores;
  readonly author: Author;
}
export type RepairCommand = Run<Repair>;

/** A program of repairs on the servers of the environment. */
export const runRepair = (name: string, usage: string, verbs: Verbs<Repair>): Promise<void> =>
  runVerbs(usage, verbs, () => {
    loadLocalEnvironment();
    const { stores, close } = openRepairStores(readRepairEnvironment(), createLog(name, "silent"));
    const author: Author = { kind: "console", command: name };
    return { tools: { stores, author }, close };
  });
