/** Why a start was given up; not a fault. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Aborted by the first SIGINT, SIGTERM or SIGHUP; later ones change nothing, the orderly stop is under way. */
export function untilSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => controller.abort(new Stopped(signal)));
  }
  return controller.signal;
}

export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
