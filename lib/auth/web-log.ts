import { createLog, type Logger } from "@/lib/log";
import { webSettings } from "./settings";

let log: Logger | undefined;

/** Log of the web process. */
export function webLog(): Logger {
  log ??= createLog("web", webSettings().SLIPSTREAM_LOG_LEVEL);
  return log;
}
