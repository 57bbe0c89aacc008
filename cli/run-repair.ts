import type { Author } from "@/lib/audit/author";
import { readRepairEnvironment } from "@/lib/env/repair";
import { createLog } from "@/lib/log";
import { openRepairStores, type RepairStores } from "@/lib/repair/repair-stores";
import { command } from "@/simulator/command/command";
import { WrongOptions } from "@/simulator/command/wrong-options";
import { loadLocalEnvironment } from "./local-environment";

/** Runs one of a program's commands on the servers of the environment. @returns the exit code. */
export type RepairCommand = (stores: RepairStores, author: Author) => Promise<number>;

/**
 * A program whose first word names a command; nothing asks how it is used. Ends the process.
 * @param commands read their own options. @throws WrongOptions before any server is reached for.
 */
export async function runRepair(
  name: string,
  usage: string,
  commands: Readonly<Record<string, (args: readonly string[]) => RepairCommand>>,
): Promise<void> {
  const asked = process.argv.slice(2);
  process.exitCode = await command(
    usage,
    asked.length === 0 ? ["--help"] : asked,
    async ([first = "", ...args]) => {
      const read = Object.hasOwn(commands, first) ? commands[first] : undefined;
      if (!read) throw new WrongOptions(`expected ${Object.keys(commands).join(", ")}, got ${first}`);
      const run = read(args);
      loadLocalEnvironment();
      const { stores, close } = openRepairStores(readRepairEnvironment(), createLog(name, "silent"));
      try {
        return await run(stores, { kind: "console", command: name });
      } finally {
        await close();
      }
    },
  );
}
