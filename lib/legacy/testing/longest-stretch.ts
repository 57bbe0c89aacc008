/**
 * The longest stretch for which this process worked without giving the event loop back, while `work` went on; ms of its own
 * time, so that it does not matter what else the machine has to do.
 */
export async function longestStretchMs(work: () => Promise<unknown>): Promise<number> {
  let [longest, before] = [0, ownMs()];
  const look = () => {
    const now = ownMs();
    longest = Math.max(longest, now - before);
    before = now;
  };
  const timer = setInterval(look, 1);
  try {
    await work();
  } finally {
    clearInterval(timer);
    look();
  }
  return longest;
}

const ownMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
