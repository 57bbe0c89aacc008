/** Asks again until as many are found, for as long as a refresh may take; returns how many there were at last. */
export async function untilVisible(ask: () => Promise<number>, expected: number): Promise<number> {
  for (const started = Date.now(); ; ) {
    const found = await ask();
    if (found >= expected || Date.now() - started > 5_000) return found;
  }
}
