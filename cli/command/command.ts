import { WrongOptions } from "./wrong-options";

interface Printer {
  readonly log: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Runs a program of the command line. Who asks is told how it is used, who asks for what cannot be is told why first, and
 * a failure is said in its own words.
 * @returns the exit code: that of the program, 1 after a failure, 2 after wrong options.
 */
export async function command(
  usage: string,
  args: readonly string[],
  run: (args: readonly string[]) => Promise<number>,
  print: Printer = console,
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    print.log(usage);
    return 0;
  }
  try {
    return await run(args);
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    const isWrong = fault instanceof WrongOptions;
    print.error(isWrong ? `${message}\n\n${usage}` : message);
    return isWrong ? 2 : 1;
  }
}
