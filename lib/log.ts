import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Structured log lines on standard output, or where `to` says; never positions, never keys. */
export function createLog(process: string, level = "info", to?: DestinationStream): Logger {
  const options = { level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime };
  return to ? pino(options, to) : pino(options);
}
