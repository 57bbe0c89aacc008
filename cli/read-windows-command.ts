import { z } from "zod";
import { given } from "./command/option-types";
import { readOptions } from "./command/read-options";

/** What a command line asks to be listed: everything. @throws WrongOptions for anything else. */
export function readList(args: readonly string[]): void {
  readOptions(args, { schema: z.object({}) });
}

const Seal = z.object({ WEEK: given, "dry-run": z.boolean().default(false) });

/** The week that a command line asks to be sealed. @throws WrongOptions. */
export function readSeal(args: readonly string[]): { readonly week: string; readonly isDryRun: boolean } {
  const { WEEK: week, "dry-run": isDryRun } = readOptions(args, {
    schema: Seal,
    operand: "WEEK",
    flags: ["dry-run"],
  });
  return { week, isDryRun };
}
