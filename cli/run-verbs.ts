import { command } from "./command/command";
import { WrongOptions } from "./command/wrong-options";

/** One of a program's verbs with its options, on what it is done with. @returns the exit code. */
export type Run<Tools> = (tools: Tools) => Promise<number>;
/** Reads a verb's own options. @throws WrongOptions, before anything is reached for. */
export type Verbs<Tools> = Readonly<Record<string, (args: readonly string[]) => Run<Tools>>>;

/**
 * A program whose first word names a verb; nothing asks how it is used. Sets the exit code of the process.
 * @param open is asked for the tools once the options are known.
 */
export async function runVerbs<Tools>(
  usage: string,
  verbs: Verbs<Tools>,
  open: () => { readonly tools: Tools; close(): Promise<void> },
): Promise<void> {
  const asked = process.argv.slice(2);
  process.exitCode = await command(usage, asked.length === 0 ? ["--help"] : asked, async (args) => {
    const run = readVerb(verbs, args);
    const { tools, close } = open();
    try {
      return await run(tools);
    } finally {
      await close();
    }
  });
}

/** @throws WrongOptions. */
export function readVerb<Tools>(verbs: Verbs<Tools>, [first = "", ...args]: readonly string[]): Run<Tools> {
  const read = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
  if (!read) throw new WrongOptions(`expected ${Object.keys(verbs).join(", ")}, got ${first || "none"}`);
  return read(args);
}
