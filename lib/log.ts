import { type Logger, pino } from "pino";

export type { Logger };

/** Structured log lines on standard output; never positions, never keys. */
export function createLog(process: string, level = "info"): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime });
}
