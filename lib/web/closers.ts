type Closer = () => Promise<void> | void;

/** Next bundles modules more than once per process; the list must exist once. */
const home: typeof globalThis & { slipstreamClosers?: Set<Closer> } = globalThis;

/** Has `close` called when the process is told to end; the answer takes it off the list again. */
export function onShutdown(close: Closer): () => void {
  home.slipstreamClosers ??= new Set();
  const closers = home.slipstreamClosers;
  closers.add(close);
  return () => closers.delete(close);
}

/** Calls every closer once and waits for all of them; a failing one stops no other. */
export async function closeAll(): Promise<void> {
  const closers = [...(home.slipstreamClosers ?? [])];
  home.slipstreamClosers?.clear();
  await Promise.allSettled(closers.map(async (close) => close()));
}
