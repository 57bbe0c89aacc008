/** Calls `work` so many times, some at once. Rejects with the first fault. */
export async function inParallel(
  times: number,
  atOnce: number,
  work: (at: number) => Promise<void>,
): Promise<void> {
  let begun = 0;
  const worker = async () => {
    while (begun < times) await work(begun++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
