import { parseArgs } from "node:util";
import type { z } from "zod";
import { WrongOptions } from "./wrong-options";

interface CommandLine<Schema extends z.ZodObject> {
  /** By name what may be said, as text, or as `true` for flags. */
  readonly schema: Schema;
  readonly flags?: readonly string[];
  /** The one that is said without its name, such as a folder. */
  readonly operand?: string;
  /** Any number of these is said without their name, such as keys. */
  readonly operands?: string;
}

/** What a command line says. @throws WrongOptions. */
export function readOptions<Schema extends z.ZodObject>(
  args: readonly string[],
  { schema, flags = [], operand, operands }: CommandLine<Schema>,
): z.infer<Schema> {
  const names = Object.keys(schema.shape).filter((name) => name !== operand && name !== operands);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      names.map((name) => [
        name,
        { type: flags.includes(name) ? ("boolean" as const) : ("string" as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const said: Record<string, string | true> = {};
  const many: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional" && operands !== undefined) many.push(token.value);
    else if (token.kind === "positional") {
      if (operand === undefined || operand in said)
        throw new WrongOptions(
          `expected ${operand ? `one ${operand}` : "options only"}, got ${token.value} too`,
        );
      said[operand] = token.value;
    } else if (token.kind === "option") {
      const { name, rawName, value } = token;
      if (!names.includes(name)) throw new WrongOptions(`expected one of the options below, got ${rawName}`);
      const isFlag = flags.includes(name);
      if (isFlag && value !== undefined)
        throw new WrongOptions(`${rawName}: expected no value, got ${value}`);
      if (!isFlag && value === undefined) throw new WrongOptions(`${rawName}: expected a value, got nothing`);
      said[name] = value ?? true;
    }
  }
  if (operand !== undefined && !(operand in said))
    throw new WrongOptions(`expected a ${operand}, got nothing`);
  const parsed = schema.safeParse(operands === undefined ? said : { ...said, [operands]: many });
  if (parsed.success) return parsed.data;
  throw new WrongOptions(
    parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n"),
  );
}
