import { readWebEnvironment, type WebEnvironment } from "@/lib/env/web";

let read: WebEnvironment | undefined;

/** The web process's environment, read once; at boot its faults have stopped the process already. */
export function webSettings(): WebEnvironment {
  read ??= readWebEnvironment();
  return read;
}
