const FAR_MS = 3 * 86_400_000;

/** Days in order, those that are near each other together: they are read in one go. */
export function runsOfDays(days: Iterable<string>): string[][] {
  const runs: string[][] = [];
  for (const day of [...days].sort()) {
    const run = runs.at(-1);
    if (run && Date.parse(day) - Date.parse(run.at(-1) ?? "") <= FAR_MS) run.push(day);
    else runs.push([day]);
  }
  return runs;
}
