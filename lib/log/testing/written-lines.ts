import { createLog, type Logger } from "@/lib/log";

type Line = Readonly<Record<string, unknown>>;

/** A log, and the lines that were written into it, from `level` on. */
export function writtenLines(level = "debug"): {
  readonly log: Logger;
  readonly lines: readonly Line[];
  /** The lines with this text. */
  of(text: string): Line[];
} {
  const lines: Line[] = [];
  const log = createLog("tests", level, { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines, of: (text) => lines.filter(({ msg }) => msg === text) };
}
