/** Next bundles modules more than once per process; the bell must exist once. */
const home: typeof globalThis & { slipstreamBatchBell?: Set<() => void> } = globalThis;

/** Tells the runner of this process, where there is one, that a batch waits. */
export function ringForBatches(): void {
  for (const hear of home.slipstreamBatchBell ?? []) hear();
}

/** Has `hear` called when a batch waits; the answer ends it. */
export function hearBatches(hear: () => void): () => void {
  home.slipstreamBatchBell ??= new Set();
  const bell = home.slipstreamBatchBell;
  bell.add(hear);
  return () => bell.delete(hear);
}
