/**
 * Does `work` again and again, each time `everyMs` after it last ended, so that it never runs twice at once.
 * @returns stops it; what runs just then goes on to its end.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onFault: (fault: unknown) => void,
): () => void {
  let stopped = false;
  let timer = setTimeout(turn, everyMs);
  async function turn(): Promise<void> {
    await work().catch(onFault);
    if (!stopped) timer = setTimeout(turn, everyMs);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
