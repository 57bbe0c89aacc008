/** Resolves at the first SIGINT, SIGTERM or SIGHUP; later ones are ignored, the orderly stop is under way. */
export function onSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
  });
}
